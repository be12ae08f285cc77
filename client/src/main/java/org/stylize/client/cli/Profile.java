package org.stylize.client.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A service as the configuration file names it: the lines {@code PROFILE.server=…}, {@code PROFILE.key-file=…} and
 * {@code PROFILE.ca-file=…}. Names of files are relative to that file.
 */
record Profile(
        String name,
        @Nullable String server,
        @Nullable Path keyFile,
        @Nullable Path authorities) {
    static final String VARIABLE = "STYLIZE_PROFILE";
    /** The one that is used where nothing else says what the service is. */
    static final String DEFAULT = "default";

    private static final Pattern PROPERTY = Pattern.compile("([A-Za-z0-9_-]+)\\.(server|key-file|ca-file)");

    /**
     * The profile of that name.
     *
     * @throws IllegalArgumentException if there is none, or the file is wrong
     * @throws UncheckedIOException if the file cannot be read
     */
    static Profile named(String name, Terminal terminal) {
        Path file = file(terminal)
                .orElseThrow(() -> new IllegalArgumentException("there is no profile '" + name
                        + "': neither XDG_CONFIG_HOME nor HOME says where profiles are"));
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no profile '" + name + "': there is no file " + file);
        }
        Properties all = read(file);
        Set<String> names = names(all, file);
        if (!names.contains(name)) {
            throw new IllegalArgumentException("expected one of the profiles of " + file + ", "
                    + String.join(", ", names) + ", but found '" + name + "'" + Suggestion.of(name, names));
        }
        return new Profile(
                name,
                all.getProperty(name + ".server"),
                path(all.getProperty(name + ".key-file"), file, terminal),
                path(all.getProperty(name + ".ca-file"), file, terminal));
    }

    /** The profile that is used where nothing else says what the service is; empty if there is none. */
    static Optional<Profile> standard(Terminal terminal) {
        return file(terminal)
                .filter(Files::isRegularFile)
                .filter(file -> names(read(file), file).contains(DEFAULT))
                .map(file -> named(DEFAULT, terminal));
    }

    private static Optional<Path> file(Terminal terminal) {
        return terminal.environment()
                .apply("XDG_CONFIG_HOME")
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .or(() -> terminal.environment()
                        .apply("HOME")
                        .filter(home -> !home.isEmpty())
                        .map(home -> Path.of(home, ".config")))
                .map(folder -> folder.resolve("stylize").resolve("config.properties"));
    }

    private static Properties read(Path file) {
        Properties all = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            all.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) { // a wrong escape
            throw new IllegalArgumentException(file + " is no properties file: " + e.getMessage(), e);
        }
        return all;
    }

    private static Set<String> names(Properties all, Path file) {
        Set<String> names = new TreeSet<>();
        for (String property : all.stringPropertyNames()) {
            Matcher parts = PROPERTY.matcher(property);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        file + ": expected PROFILE.server, PROFILE.key-file or PROFILE.ca-file but found '" + property
                                + "'");
            }
            names.add(parts.group(1));
        }
        return names;
    }

    private static @Nullable Path path(@Nullable String name, Path file, Terminal terminal) {
        if (name == null) {
            return null;
        }
        String home = terminal.environment().apply("HOME").orElse("~");
        return file.resolveSibling(name.startsWith("~/") ? home + name.substring(1) : name);
    }
}
