package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of the service, {@code sty_…}. It is a secret: who has it may do what the key allows. Only {@link #text()} shows it;
 * {@link #toString()} and the messages of exceptions do not. Immutable.
 */
public final class ApiKey {
    private static final String START = "sty_";
    private static final int LONGEST = 250;
    /** More than the longest key, its line end and white space beside it. */
    private static final int READ_OF_FILE = 4096;

    private static final Pattern WITH_ID = Pattern.compile("sty_([0-9A-Za-z]{1,32})_.+");

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /**
     * The key of that text. Whether the service knows it is not looked at.
     *
     * @throws IllegalArgumentException if no key has that form; the message does not show the text
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ApiKey of(String text) {
        requireNonNull(text, "text is null");
        if (!text.startsWith(START) || text.length() == START.length()) {
            throw new IllegalArgumentException("a key begins with " + START + " but this text of " + text.length()
                    + " characters does not, or ends there");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a key has at most " + LONGEST + " characters but this text has " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException("a key is printable ASCII without white space, but character "
                        + (i + 1) + " of " + text.length() + " is something else");
            }
        }
        return new ApiKey(text);
    }

    /**
     * The key in the first line of a file; white space beside it does not count.
     *
     * @throws IllegalArgumentException if no key has that form; the message does not show what is in the file
     * @throws UncheckedIOException if the file cannot be read
     */
    public static ApiKey inFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // Each byte is a character, so that any file can be read, and what is no key is seen by its characters.
            String start = new String(in.readNBytes(READ_OF_FILE), StandardCharsets.ISO_8859_1);
            return of(start.lines().findFirst().orElse("").strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the first line of " + file + " is not a key: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("cannot read the key file " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file + ": " + e.getMessage(), e);
        }
    }

    /** The whole key, the secret included. */
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey key && key.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The id of the key and nothing of its secret. */
    @Override
    public String toString() {
        Matcher found = WITH_ID.matcher(text);
        return found.matches() ? START + found.group(1) + "_…" : START + "…";
    }
}
