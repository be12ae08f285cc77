package org.stylize.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A topic of the help that is no command. Its text is a resource, written for 80 columns. */
enum HelpTopic {
    CONFIGURATION("services and keys: options, profiles, environment"),
    ENVIRONMENT("the variables that count"),
    EXIT_CODES("what the exit code says"),
    IDS("beginnings of ids will do"),
    PICTURES("files, standard input, folders, addresses, objects"),
    RECIPES("presets, and what replaces their values"),
    SCRIPTS("-q, --json, and how to send again safely");

    private final String summary;

    HelpTopic(String summary) {
        this.summary = summary;
    }

    /** The topic of that name; empty if there is none. */
    static Optional<HelpTopic> of(String name) {
        String wanted = name.equals("profiles") ? "configuration" : name;
        return Arrays.stream(values())
                .filter(topic -> topic.title().equals(wanted))
                .findFirst();
    }

    /** Its name, such as {@code exit-codes}. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String summary() {
        return summary;
    }

    /** What there is to say. */
    String text() {
        String resource = "help/" + title() + ".txt";
        try (InputStream text = HelpTopic.class.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalStateException("the program lacks its resource " + resource);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }

    /** The names, for a shell that completes them. */
    static final class Names implements Iterable<String> {
        static List<String> all() {
            return Arrays.stream(values()).map(HelpTopic::title).toList();
        }

        @Override
        public Iterator<String> iterator() {
            return all().iterator();
        }
    }
}
