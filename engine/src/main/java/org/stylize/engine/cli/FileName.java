package org.stylize.engine.cli;

import java.nio.file.Path;

/** Names of files that lie beside another. */
final class FileName {
    private FileName() {}

    /** The same name with another ending: {@code a/b.png} becomes {@code a/b} + ending. */
    static Path withEnding(Path file, String ending) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ending);
    }

    /** The ending of a name with its dot, empty if there is none. */
    static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }
}
