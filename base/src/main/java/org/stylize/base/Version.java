package org.stylize.base;

import org.jspecify.annotations.Nullable;

/** The version that the build wrote into a jar's manifest. */
public final class Version {
    private Version() {}

    /** The version of the jar that the class is in; {@code (not packaged)} if it is not in a jar with a version. */
    public static String of(Class<?> type) {
        @Nullable String version = type.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
