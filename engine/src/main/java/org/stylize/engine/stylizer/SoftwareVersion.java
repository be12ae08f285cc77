package org.stylize.engine.stylizer;

import org.stylize.base.Version;

/** The version of this program that the build wrote into its jar. */
public final class SoftwareVersion {
    private SoftwareVersion() {}

    public static String text() {
        return Version.of(SoftwareVersion.class);
    }
}
