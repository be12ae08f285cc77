package org.stylize.stack;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"stylize stack " + org.stylize.base.Version.of(Version.class)};
    }
}
