package org.stylize.worker.cli;

import org.stylize.worker.stylizer.SoftwareVersion;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"stylize " + SoftwareVersion.text()};
    }
}
