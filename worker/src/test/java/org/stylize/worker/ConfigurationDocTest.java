package org.stylize.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of settings to the interface that declares them. With the system property {@code docs.write} set, the
 * table is written anew.
 */
class ConfigurationDocTest {
    private static final Path DOC = Path.of("../docs/configuration/worker.md");
    private static final Path SOURCE = Path.of("src/main/java/org/stylize/worker/WorkerConfig.java");

    @Test
    void theTableOfSettingsIsThatOfTheInterface() throws IOException {
        String table = document();
        if (System.getProperty("docs.write") != null) {
            Files.createDirectories(DOC.getParent());
            Files.writeString(DOC, table);
        }
        assertThat(DOC).content().isEqualTo(table);
    }

    private static String document() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        add("worker", WorkerConfig.class, Files.readString(SOURCE), rows);
        return """
                # Settings of the worker

                Each may be given as a system property (`-Dkey=value`, also to `scripts/worker`), as an environment variable, or in
                `config/application.properties` of the working directory. A wrong value stops the worker at its start.
                Settings of Quarkus itself (`quarkus.*`) may be given too: `quarkus.http.port` (8081, and 0 by `scripts/worker`;
                0 takes any that is free) is where health (`/q/health`) and metrics (`/q/metrics`) are.

                Generated from `WorkerConfig`; a test holds the two together.

                | key | type | default | meaning | environment variable |
                | --- | --- | --- | --- | --- |
                """ + String.join("\n", rows.values()) + "\n";
    }

    private static void add(String prefix, Class<?> group, String source, Map<String, String> rows) {
        for (Method method : group.getDeclaredMethods()) {
            String key = prefix + "." + kebab(method.getName());
            if (method.getReturnType().getEnclosingClass() == WorkerConfig.class) {
                add(key, method.getReturnType(), source, rows);
            } else {
                rows.put(key, row(key, method, javadocOf(method, bodyOf(group, source))));
            }
        }
    }

    private static String row(String key, Method method, String meaning) {
        boolean many = method.getReturnType() == Map.class;
        String shown = many ? key + ".\"name\"" : key;
        WithDefault preset = method.getAnnotation(WithDefault.class);
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        shown,
                        typeOf(method.getGenericReturnType()),
                        preset == null ? "–" : "`" + preset.value() + "`",
                        meaning,
                        many ? "–" : "`" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "`");
    }

    /** The text between the braces of the interface; that of the interfaces inside comes after its own. */
    private static String bodyOf(Class<?> group, String source) {
        String rest = source.substring(source.indexOf("interface " + group.getSimpleName() + " {") + 1);
        int next = rest.indexOf("interface ");
        return next < 0 ? rest : rest.substring(0, next);
    }

    private static String javadocOf(Method method, String body) {
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*\\*|;).)*\\s" + method.getName() + "\\(\\);",
                        Pattern.DOTALL)
                .matcher(body);
        assertThat(javadoc.find()).as("Javadoc of " + method.getName()).isTrue();
        return javadoc.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip();
    }

    private static String typeOf(Type type) {
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            return typeOf(optional.getActualTypeArguments()[0]) + ", may be absent";
        }
        if (type == OptionalInt.class) {
            return "whole number, may be absent";
        }
        if (type == Duration.class) {
            return "duration (`500ms`, `15s`, `10m`)";
        }
        if (type == MemorySize.class) {
            return "bytes (`256K`, `64M`)";
        }
        if (type == int.class || type == long.class) {
            return "whole number";
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return Stream.of(choice.getEnumConstants())
                    .map(value -> "`" + kebab(value.toString().toLowerCase(Locale.ROOT)) + "`")
                    .collect(Collectors.joining(" or "));
        }
        return type == Path.class ? "path" : "text";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
