package org.stylize.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A compose file as Docker sees it where the environment sets nothing: merge keys resolved, variables replaced by their
 * defaults.
 *
 * @param content mappings, lists and scalars
 */
record ComposeFile(Map<String, Object> content) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");

    static ComposeFile read(Path path) {
        try {
            return parse(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ComposeFile parse(String yaml) {
        Map<String, Object> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(withDefaults(yaml));
        return new ComposeFile(content);
    }

    /** Every service, in the order of their names. */
    Map<String, Service> services() {
        Map<String, Service> services = new TreeMap<>();
        mapping(content.get("services")).forEach((name, service) -> services.put(name, new Service(mapping(service))));
        return services;
    }

    private static String withDefaults(String yaml) {
        return VARIABLE.matcher(yaml).replaceAll(variable -> {
            String byDefault = variable.group(2);
            if (byDefault == null) {
                throw new IllegalArgumentException("the variable " + variable.group(1) + " has no default");
            }
            return Matcher.quoteReplacement(byDefault);
        });
    }

    @SuppressWarnings("unchecked") // a YAML mapping of a compose file has texts as keys
    private static Map<String, Object> mapping(Object yaml) {
        return yaml == null ? Map.of() : (Map<String, Object>) yaml;
    }

    @SuppressWarnings("unchecked") // lists of scalars are all that is asked for
    private static List<Object> list(Object yaml) {
        return yaml == null ? List.of() : (List<Object>) yaml;
    }

    /** One service's part of the file. */
    record Service(Map<String, Object> content) {
        boolean has(String key) {
            return content.containsKey(key);
        }

        String text(String key) {
            return String.valueOf(content.get(key));
        }

        Map<String, Object> map(String key) {
            return mapping(content.get(key));
        }

        /** The value at the end of nested mappings; null where there is none. */
        Object at(String... path) {
            Object value = content;
            for (String key : path) {
                value = mapping(value).get(key);
            }
            return value;
        }

        Map<String, Object> environment() {
            return map("environment");
        }

        /** Volumes of Docker's own, as they are written. */
        List<String> namedVolumes() {
            return list(content.get("volumes")).stream()
                    .map(String::valueOf)
                    .filter(volume -> volume.matches("\\w.*:.*"))
                    .toList();
        }

        /** Paths on the machine that are mounted, as they are written, from the compose file on. */
        List<String> mountedFiles() {
            return list(content.get("volumes")).stream()
                    .map(String::valueOf)
                    .filter(volume -> volume.startsWith("./"))
                    .map(volume -> volume.substring(0, volume.indexOf(':')))
                    .toList();
        }
    }
}
