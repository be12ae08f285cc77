package org.stylize.systemtests.helm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One resource of Kubernetes, or a part of one.
 *
 * @param content mappings, lists and scalars
 */
record Resource(Map<String, Object> content) {
    private static final String COMPONENT = "app.kubernetes.io/component";

    Resource {
        requireNonNull(content, "content is null");
    }

    static Resource of(Object yaml) {
        return new Resource(map(yaml));
    }

    @SuppressWarnings("unchecked") // mappings of Kubernetes have texts as keys
    static Map<String, Object> map(@Nullable Object yaml) {
        return yaml == null ? Map.of() : (Map<String, Object>) yaml;
    }

    String kind() {
        return text("kind");
    }

    String name() {
        return text("metadata", "name");
    }

    /** Group and version, and kind. */
    String type() {
        return text("apiVersion") + "/" + kind();
    }

    /** The value at the end of nested mappings; null where there is none. */
    @Nullable
    Object at(String... path) {
        Object value = content;
        for (String key : path) {
            value = map(value).get(key);
        }
        return value;
    }

    Resource part(String... path) {
        return of(requireNonNull(at(path), () -> this + " has no " + String.join(".", path)));
    }

    boolean has(String... path) {
        return at(path) != null;
    }

    String text(String... path) {
        return String.valueOf(at(path));
    }

    int number(String... path) {
        return ((Number) requireNonNull(at(path), () -> this + " has no " + String.join(".", path))).intValue();
    }

    /** The items of a list; none where there is no list. */
    List<Resource> list(String... path) {
        Object list = at(path);
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(Resource::of).toList();
    }

    /** The items of a list of texts. */
    List<String> texts(String... path) {
        Object list = at(path);
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    boolean makesPods() {
        return has("spec", "template", "spec", "containers");
    }

    /** What its pods are: metadata and specification. */
    Resource pod() {
        return part("spec", "template");
    }

    Map<String, Object> podLabels() {
        return map(pod().at("metadata", "labels"));
    }

    String component() {
        return String.valueOf(podLabels().get(COMPONENT));
    }

    Resource container() {
        return pod().list("spec", "containers").get(0);
    }

    /** Environment of the container, where values are given. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        container().list("env").stream()
                .filter(variable -> variable.has("value"))
                .forEach(variable -> environment.put(variable.text("name"), variable.text("value")));
        return environment;
    }

    /** What a ConfigMap says in a properties file. */
    Map<String, String> properties(String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text("data", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> read = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    /** Whether these labels have all that it selects by. */
    boolean selects(Map<String, Object> labels, String... path) {
        return labels.entrySet().containsAll(map(at(path)).entrySet());
    }

    static Stream<Resource> ofKind(List<Resource> resources, String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind));
    }

    /** The one of that kind and name, after the release's own. */
    static Resource one(List<Resource> resources, String kind, String name) {
        return ofKind(resources, kind)
                .filter(resource -> resource.name().equals(HelmChart.FULL_NAME + "-" + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    @Override
    public String toString() {
        return has("kind") ? kind() + " " + name() : content.toString();
    }
}
