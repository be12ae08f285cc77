package org.stylize.systemtests.helm;

import static java.util.Objects.requireNonNull;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.stylize.systemtests.Checkout;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart in the checkout, and what Helm makes of it. */
final class HelmChart {
    static final String RELEASE = "paint";
    static final String NAMESPACE = "art";
    /** What names of the release's resources begin with. */
    static final String FULL_NAME = RELEASE + "-stylize";

    private static final Path DIRECTORY = Checkout.file("deploy/helm/stylize");
    private static final String SUFFIX = "-values.yaml";
    private static final Map<String, List<Resource>> RENDERED = new ConcurrentHashMap<>();
    private static final Pattern INWARDS = Pattern.compile("(?<!\\\\)\\.");

    private HelmChart() {}

    /** Names of the sets of values that the chart is tried with. */
    static Stream<String> valueSets() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that {@code helm template} writes with a set of values, in its order; for reading only. */
    static List<Resource> render(String valueSet) {
        return RENDERED.computeIfAbsent(valueSet, set -> render(set, Map.of()));
    }

    /**
     * The same with some other values.
     *
     * @param other their keys as {@code --set} takes them: dots lead inwards, and a dot in a name has a backslash before it
     */
    static List<Resource> render(String valueSet, Map<String, Object> other) {
        TemplateCommand command = new Helm(DIRECTORY)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.34.0")
                .withValuesFile(valuesFile(valueSet));
        if (!other.isEmpty()) {
            command.withValuesFile(file(other));
        }
        return StreamSupport.stream(yaml().loadAll(command.call()).spliterator(), false)
                .filter(document -> document != null)
                .map(Resource::of)
                .toList();
    }

    /** All resources of the sets together. */
    static Stream<Resource> renderAll() {
        return valueSets().flatMap(set -> render(set).stream());
    }

    /**
     * {@code helm lint --strict} with a set of values in place of the chart's own, which it is laid over.
     *
     * @param copy an empty directory
     */
    static LintResult lint(String valueSet, Path copy) throws IOException {
        Path chart = Files.createDirectory(copy.resolve("stylize"));
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = chart.resolve(DIRECTORY.relativize(file).toString());
                Files.createDirectories(requireNonNull(place.getParent()));
                Files.copy(file, place);
            }
        }
        Map<String, Object> values = merge(read(DIRECTORY.resolve("values.yaml")), read(valuesFile(valueSet)));
        Files.writeString(chart.resolve("values.yaml"), new Yaml(new DumperOptions()).dump(values));
        return new Helm(chart).lint().strict().call();
    }

    /** A YAML file of the chart. */
    static Map<String, Object> file(String name) {
        return read(DIRECTORY.resolve(name));
    }

    /** As a file, because {@code --set} knows no fractions. */
    private static Path file(Map<String, Object> values) {
        Map<String, Object> nested = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Map<String, Object> place = nested;
            List<String> names = Stream.of(INWARDS.split(key, -1))
                    .map(name -> name.replace("\\.", "."))
                    .toList();
            for (String name : names.subList(0, names.size() - 1)) {
                place = Resource.map(place.computeIfAbsent(name, any -> new LinkedHashMap<String, Object>()));
            }
            place.put(names.get(names.size() - 1), value);
        });
        try {
            Path file = Files.createTempFile("values-", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, new Yaml().dump(nested));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path valuesFile(String valueSet) {
        return DIRECTORY.resolve("ci").resolve(valueSet + SUFFIX);
    }

    private static Map<String, Object> read(Path file) {
        try {
            return yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    private static Map<String, Object> merge(Map<String, Object> below, Map<String, Object> above) {
        Map<String, Object> merged = new LinkedHashMap<>(below);
        above.forEach((key, value) -> merged.merge(
                key,
                value,
                (old, own) ->
                        old instanceof Map && own instanceof Map ? merge(Resource.map(old), Resource.map(own)) : own));
        return merged;
    }
}
