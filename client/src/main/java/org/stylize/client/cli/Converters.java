package org.stylize.client.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.stylize.client.JobState;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; says what was expected and what was found. */
final class Converters {
    private Converters() {}

    static CommandLine register(CommandLine program) {
        return program.registerConverter(Integer.class, number("a whole number", Integer::valueOf))
                .registerConverter(int.class, number("a whole number", Integer::valueOf))
                .registerConverter(BigDecimal.class, number("a number", BigDecimal::new))
                .registerConverter(UUID.class, Converters::uuid)
                .registerConverter(Path.class, Converters::path)
                .registerConverter(JobState.class, Converters::state);
    }

    /**
     * The file of that name.
     *
     * @throws TypeConversionException if this Java cannot open a file of that name
     */
    static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("expected a file name but found '" + name + "'" + localeHint(name));
        }
    }

    /** What to do if a name has lost its letters to the locale; empty if it has not. */
    static String localeHint(String name) {
        String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
        boolean lost = name.chars().anyMatch(c -> c == '?' || c == '\uFFFD' || c > 0x7e);
        return lost && !charset.toUpperCase(Locale.ROOT).startsWith("UTF-8")
                ? "; the locale's character set " + charset + " may lack its letters: set LC_ALL=C.UTF-8"
                : "";
    }

    private static <N extends Number> ITypeConverter<N> number(String kind, Function<String, N> read) {
        return value -> {
            try {
                return read.apply(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected " + kind + " but found '" + value + "'");
            }
        };
    }

    private static UUID uuid(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("expected a UUID of version 7 but found '" + value + "'");
        }
    }

    private static JobState state(String value) {
        return Arrays.stream(JobState.values())
                .filter(state -> state != JobState.UNKNOWN && name(state).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of " + String.join(", ", States.NAMES)
                        + " but found '" + value + "'" + Suggestion.of(value, States.NAMES)));
    }

    private static String name(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The states that a person can ask for. */
    static final class States implements Iterable<String> {
        private static final List<String> NAMES = Arrays.stream(JobState.values())
                .filter(state -> state != JobState.UNKNOWN)
                .map(Converters::name)
                .toList();

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }
}
