package org.stylize.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page that lists a service's settings, made from the interface that declares them: keys, types and defaults by
 * reflection, meanings from the Javadoc in the source file.
 */
public final class SettingsTable {
    /** If this system property is set, {@link #assertIsIn} writes the page. */
    public static final String WRITE_PROPERTY = "docs.write";

    private static final String HEAD = """

            | key | type | default | meaning | environment variable |
            | --- | --- | --- | --- | --- |
            """;

    private final Class<?> settings;
    private final String source;
    private final String page;

    private SettingsTable(String prefix, String introduction, Class<?> settings, String source) {
        this.settings = settings;
        this.source = source;
        Map<String, String> rows = new TreeMap<>();
        add(prefix, settings, rows);
        page = introduction + HEAD + String.join("\n", rows.values()) + "\n";
    }

    /**
     * Makes the page.
     *
     * @param prefix of all keys
     * @param introduction stands above the table
     * @param settings an interface of the module's root package, with its groups as interfaces inside
     */
    public static SettingsTable of(String prefix, String introduction, Class<?> settings) {
        Path source = Path.of("src/main/java", settings.getName().replace('.', '/') + ".java");
        try {
            return new SettingsTable(prefix, introduction, settings, Files.readString(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole page. */
    public String page() {
        return page;
    }

    /** Fails if the file is another page. */
    public void assertIsIn(Path file) {
        if (System.getProperty(WRITE_PROPERTY) != null) {
            try {
                Files.writeString(file, page);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(file)
                .as("made from %s; run this test with -D%s to write it again", settings.getSimpleName(), WRITE_PROPERTY)
                .content()
                .isEqualTo(page);
    }

    private void add(String prefix, Class<?> group, Map<String, String> rows) {
        for (Class<?> inherited : group.getInterfaces()) {
            add(prefix, inherited, rows);
        }
        for (Method method : group.getDeclaredMethods()) {
            String key = prefix + "." + kebab(method.getName());
            if (method.isSynthetic()) {
                continue; // a coverage tool's
            }
            if (method.getReturnType().getEnclosingClass() == settings) {
                add(key, method.getReturnType(), rows);
            } else if (groupByName(method) != null) {
                add(key + ".\"name\"", requireNonNull(groupByName(method)), rows);
            } else {
                rows.put(key, row(key, method, javadocOf(method, group)));
            }
        }
    }

    /** The group of which there is one for each name; null if the setting is none of these. */
    private @Nullable Class<?> groupByName(Method method) {
        return method.getGenericReturnType() instanceof ParameterizedType map
                        && map.getRawType() == Map.class
                        && map.getActualTypeArguments()[1] instanceof Class<?> value
                        && value.getEnclosingClass() == settings
                ? value
                : null;
    }

    private static String row(String key, Method method, String meaning) {
        boolean many = method.getReturnType() == Map.class;
        WithDefault preset = method.getAnnotation(WithDefault.class);
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        many ? key + ".\"name\"" : key,
                        typeOf(method.getGenericReturnType()),
                        preset == null ? "–" : "`" + preset.value() + "`",
                        meaning,
                        "`" + variableOf(key) + (many ? "__NAME_" : "") + "`");
    }

    private static String variableOf(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The text between the braces of a group; that of the groups inside comes after its own. */
    private String bodyOf(Class<?> group) {
        int begin = source.indexOf("interface " + group.getSimpleName() + " ");
        assertThat(begin).as("interface " + group.getSimpleName()).isNotNegative();
        String rest = source.substring(begin + 1);
        int next = rest.indexOf("interface ");
        return next < 0 ? rest : rest.substring(0, next);
    }

    private String javadocOf(Method method, Class<?> group) {
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*\\*|;).)*\\s" + method.getName() + "\\(\\);",
                        Pattern.DOTALL)
                .matcher(bodyOf(group));
        assertThat(javadoc.find()).as("Javadoc of " + method.getName()).isTrue();
        return javadoc.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip();
    }

    private static String typeOf(Type type) {
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            return typeOf(optional.getActualTypeArguments()[0]) + ", may be absent";
        }
        if (type == OptionalDouble.class) {
            return "number, may be absent";
        }
        if (type == double.class) {
            return "number";
        }
        if (type == OptionalInt.class || type == OptionalLong.class) {
            return "whole number, may be absent";
        }
        if (type == Duration.class) {
            return "duration (`500ms`, `15s`, `10m`, `30d`)";
        }
        if (type == int.class || type == long.class) {
            return "whole number";
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return Stream.of(choice.getEnumConstants())
                    .map(value -> "`" + kebab(value.toString().toLowerCase(Locale.ROOT)) + "`")
                    .collect(Collectors.joining(" or "));
        }
        if (type instanceof Class<?> size && size.getSimpleName().equals("MemorySize")) {
            return "bytes (`256K`, `64M`)";
        }
        return type == Path.class ? "path" : "text";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
