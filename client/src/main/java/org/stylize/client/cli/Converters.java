package org.stylize.client.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobState;
import org.stylize.client.Lane;
import org.stylize.client.Output;
import org.stylize.client.Scope;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; says what was expected and what was found. */
final class Converters {
    private static final Pattern DURATION =
            Pattern.compile("(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,9})s)?");

    private Converters() {}

    static CommandLine register(CommandLine program) {
        return program.registerConverter(Integer.class, number("a whole number", Integer::valueOf))
                .registerConverter(int.class, number("a whole number", Integer::valueOf))
                .registerConverter(BigDecimal.class, number("a number", BigDecimal::new))
                .registerConverter(UUID.class, Converters::uuid)
                .registerConverter(Duration.class, Converters::duration)
                .registerConverter(Instant.class, Converters::time)
                .registerConverter(Path.class, Converters::path)
                .registerConverter(JobState.class, value -> named(value, JobState.values(), States.NAMES))
                .registerConverter(Scope.class, value -> named(value, Scope.values(), Scopes.NAMES))
                .registerConverter(Lane.class, value -> named(value, Lane.values(), Lanes.NAMES))
                .registerConverter(Output.Format.class, value -> named(value, Output.Format.values(), Formats.NAMES))
                .registerConverter(Output.Exif.class, value -> named(value, Output.Exif.values(), Exifs.NAMES))
                .registerConverter(
                        CompletionCommand.Shell.class,
                        value -> named(value, CompletionCommand.Shell.values(), Shells.NAMES));
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
            throw new TypeConversionException("expected a UUID but found '" + value + "'");
        }
    }

    private static Duration duration(String value) {
        Matcher found = DURATION.matcher(value);
        if (!found.matches() || value.isEmpty()) {
            throw new TypeConversionException("expected a time such as 90s, 10m, 2h or 1d but found '" + value + "'");
        }
        return Duration.ofDays(number(found.group(1)))
                .plusHours(number(found.group(2)))
                .plusMinutes(number(found.group(3)))
                .plusSeconds(number(found.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Instant time(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "expected a time with its offset such as 2026-06-01T12:00:00Z but found '" + value + "'");
        }
    }

    private static <E extends Enum<E>> E named(String value, E[] all, List<String> names) {
        return Arrays.stream(all)
                .filter(one -> names.contains(name(one)) && name(one).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of " + String.join(", ", names)
                        + " but found '" + value + "'" + Suggestion.of(value, names)));
    }

    /** All names of an enum but {@code unknown}, which is that of a newer service. */
    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .filter(value -> !value.name().equals("UNKNOWN"))
                .map(Converters::name)
                .toList();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Names that a person can give for an option. */
    private abstract static class Names implements Iterable<String> {
        private final List<String> names;

        Names(List<String> names) {
            this.names = names;
        }

        @Override
        public Iterator<String> iterator() {
            return names.iterator();
        }
    }

    /** The states that a person can ask for. */
    static final class States extends Names {
        private static final List<String> NAMES = names(JobState.values());

        States() {
            super(NAMES);
        }
    }

    /** The scopes that a person can give. */
    static final class Scopes extends Names {
        private static final List<String> NAMES = names(Scope.values());

        Scopes() {
            super(NAMES);
        }
    }

    /** The lanes that a person can ask for. */
    static final class Lanes extends Names {
        private static final List<String> NAMES = names(Lane.values());

        Lanes() {
            super(NAMES);
        }
    }

    /** The formats that a person can ask for. */
    static final class Formats extends Names {
        private static final List<String> NAMES = names(Output.Format.values());

        Formats() {
            super(NAMES);
        }
    }

    /** What can be kept of an EXIF block. */
    static final class Exifs extends Names {
        private static final List<String> NAMES = names(Output.Exif.values());

        Exifs() {
            super(NAMES);
        }
    }

    /** The shells that the program can write a script for. */
    static final class Shells extends Names {
        private static final List<String> NAMES = names(CompletionCommand.Shell.values());

        Shells() {
            super(NAMES);
        }
    }
}
