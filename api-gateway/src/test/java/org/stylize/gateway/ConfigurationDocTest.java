package org.stylize.gateway;

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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds the table of settings to the interface that declares them. With the system property {@code docs.write} set, the
 * table is written anew.
 */
class ConfigurationDocTest {
    private static final Path DOC = Path.of("../docs/configuration/api-gateway.md");
    private static final Path SOURCE = Path.of("src/main/java/org/stylize/gateway/GatewayConfig.java");

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
        add("gateway", GatewayConfig.class, Files.readString(SOURCE), rows);
        return """
                # Settings of the gateway

                Each may be given as a system property (`-Dkey=value`), as an environment variable, or in
                `config/application.properties` of the working directory. A wrong value stops the gateway at its start.
                Settings of Quarkus itself (`quarkus.*`) may be given too.

                Generated from `GatewayConfig`; a test holds the two together.

                | key | type | default | meaning | environment variable |
                | --- | --- | --- | --- | --- |
                """ + String.join("\n", rows.values()) + "\n";
    }

    private static void add(String prefix, Class<?> group, String source, Map<String, String> rows) {
        String body = bodyOf(group, source);
        for (Method method : group.getDeclaredMethods()) {
            String key = prefix + "." + kebab(method.getName());
            if (method.getReturnType().getEnclosingClass() == GatewayConfig.class) {
                add(key, method.getReturnType(), source, rows);
                continue;
            }
            WithDefault preset = method.getAnnotation(WithDefault.class);
            rows.put(
                    key,
                    "| `%s` | %s | %s | %s | `%s` |"
                            .formatted(
                                    key,
                                    typeOf(method.getGenericReturnType()),
                                    preset == null ? "–" : "`" + preset.value() + "`",
                                    javadocOf(method.getName(), body),
                                    key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
        }
    }

    /** The text between the braces of the interface, without that of the interfaces inside. */
    private static String bodyOf(Class<?> group, String source) {
        int start = source.indexOf("interface " + group.getSimpleName() + " {");
        String rest = source.substring(start + 1);
        int next = rest.indexOf("interface ");
        return next < 0 ? rest : rest.substring(0, next);
    }

    private static String javadocOf(String method, String body) {
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*\\*|;).)*\\s" + method + "\\(\\);", Pattern.DOTALL)
                .matcher(body);
        assertThat(javadoc.find()).as("Javadoc of " + method).isTrue();
        return javadoc.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip();
    }

    private static String typeOf(Type type) {
        if (type instanceof ParameterizedType optional) {
            return typeOf(optional.getActualTypeArguments()[0]) + ", may be absent";
        }
        if (type == Duration.class) {
            return "duration (`500ms`, `15s`, `10m`, `30d`)";
        }
        if (type == MemorySize.class) {
            return "bytes (`256K`, `64M`)";
        }
        if (type == int.class || type == long.class) {
            return "whole number";
        }
        return type == Path.class ? "path" : "text";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
