package org.stylize.engine.cli;

import org.stylize.engine.stylizer.SoftwareVersion;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"stylize " + SoftwareVersion.text()};
    }
}
