package org.stylize.client.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stylize.client.Picture;
import picocli.CommandLine.TypeConversionException;

/** Reads how a picture is named: {@code object:KEY}, an address, or else a file. */
final class PictureArgument {
    static final String OBJECT = "object:";

    private PictureArgument() {}

    /**
     * The picture.
     *
     * @param kind what it is for, such as {@code content image}
     * @throws IllegalArgumentException if there is no such file, or the address is none
     */
    static Picture of(String kind, String name) {
        if (name.startsWith(OBJECT)) {
            return new Picture.Stored(name.substring(OBJECT.length()));
        }
        return isLink(name) ? new Picture.Linked(link(name)) : new Picture.File(file(kind, name));
    }

    /** Whether it is a folder of this machine. */
    static boolean isFolder(String name) {
        try {
            return !name.startsWith(OBJECT) && !isLink(name) && Files.isDirectory(Converters.path(name));
        } catch (TypeConversionException e) {
            return false; // what no file can be named is told when it is taken for one
        }
    }

    static boolean isLink(String name) {
        return name.startsWith("https://") || name.startsWith("http://");
    }

    private static URI link(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(address + " is not an address: " + e.getReason(), e);
        }
    }

    /**
     * The file of that name.
     *
     * @throws IllegalArgumentException if it is no file that can be read
     */
    static Path file(String kind, String name) {
        Path file;
        try {
            file = Converters.path(name);
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException("the " + kind + ": " + e.getMessage(), e);
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("the " + kind + " " + name
                    + (Files.exists(file) ? " is not a file" : " does not exist" + Converters.localeHint(name)));
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("no permission to read the " + kind + " " + name);
        }
        return file;
    }
}
