package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;
import org.stylize.client.ApiKey;

/**
 * The key that a command sends, if it has one.
 *
 * @param hint where it came from, to be said if the service refuses it
 */
record UsedKey(@Nullable ApiKey key, String hint) {
    static final String VARIABLE = "STYLIZE_KEY";

    /**
     * The key of the file, if one is given, or else that of the environment.
     *
     * @throws IllegalArgumentException if what is there is no key
     * @throws UncheckedIOException if the file cannot be read
     */
    static UsedKey of(@Nullable Path file, Terminal terminal) {
        if (file != null) {
            return new UsedKey(inFile(file, "--key-file"), "the key of --key-file " + file + " was sent");
        }
        String text = terminal.environment().apply(VARIABLE).orElse("").strip();
        return text.isEmpty()
                ? new UsedKey(null, "no key was sent: give --key-file FILE or set " + VARIABLE)
                : new UsedKey(inVariable(text), "the key of " + VARIABLE + " was sent");
    }

    /**
     * The key of a profile, if it names one.
     *
     * @throws IllegalArgumentException if what is there is no key
     * @throws UncheckedIOException if the file cannot be read
     */
    static UsedKey ofProfile(Profile profile) {
        Path file = profile.keyFile();
        String name = "the profile '" + profile.name() + "'";
        return file == null
                ? new UsedKey(null, "no key was sent: " + name + " has no key-file")
                : new UsedKey(inFile(file, name), "the key " + file + " of " + name + " was sent");
    }

    /** Whether the permissions of a file let everybody on this machine read it; false where there are none. */
    static boolean isOpenToOthers(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false; // only a warning is lost
        }
    }

    private static ApiKey inFile(Path file, String from) {
        try {
            return ApiKey.inFile(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(from + ": " + e.getMessage(), e);
        }
    }

    private static ApiKey inVariable(String text) {
        try {
            return ApiKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the variable " + VARIABLE + ": " + e.getMessage(), e);
        }
    }
}
