package org.stylize.engine.stylizer;

import org.jspecify.annotations.Nullable;

/** The version of this program that the build wrote into its jar. */
public final class SoftwareVersion {
    private SoftwareVersion() {}

    public static String text() {
        @Nullable String version = SoftwareVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
