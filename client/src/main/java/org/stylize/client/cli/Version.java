package org.stylize.client.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"stylize-jobs " + org.stylize.base.Version.of(Version.class)};
    }
}
