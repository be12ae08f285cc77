package org.stylize.gateway.rest;

import static java.util.stream.Collectors.groupingBy;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods of each address, as the annotations of the resources have them: the framework tells those of a whole class, or
 * that there is nothing. Immutable, for any thread.
 */
@Singleton
public final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    /**
     * An address of some operations.
     *
     * @param literals number of characters that are no parameter; of two patterns that fit, the one with more counts
     * @param allowed the value of the header Allow
     */
    private record Address(Pattern pattern, int literals, String allowed) {}

    /** One operation: a method at a template of addresses. */
    private record Use(String template, String method) {}

    private final List<Address> addresses;

    /** @param beans all resources are among them */
    public AllowedMethods(BeanManager beans) {
        addresses = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(AllowedMethods::uses)
                .collect(groupingBy(Use::template, Collectors.mapping(Use::method, Collectors.toSet())))
                .entrySet()
                .stream()
                .map(entry -> address(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Address::literals).reversed())
                .toList();
    }

    /** The value of the header Allow at an address; empty if no resource has it. */
    Optional<String> at(String path) {
        return addresses.stream()
                .filter(address -> address.pattern().matcher(path).matches())
                .findFirst()
                .map(Address::allowed);
    }

    private static Stream<Use> uses(Class<?> type) {
        String root = type.getAnnotation(Path.class).value();
        return Arrays.stream(type.getMethods())
                .flatMap(method -> httpMethods(method).map(name -> new Use(joined(root, below(method)), name)));
    }

    private static Stream<String> httpMethods(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(kind -> kind.isAnnotationPresent(HttpMethod.class))
                .map(kind -> kind.getAnnotation(HttpMethod.class).value());
    }

    /** The template of class and method together, the same for all that have the same address. */
    private static String joined(String root, String below) {
        return Stream.of(root.split("/", -1), below.split("/", -1))
                .flatMap(Arrays::stream)
                .filter(segment -> !segment.isEmpty())
                .map(segment -> PARAMETER.matcher(segment).replaceAll("{}"))
                .collect(Collectors.joining("/"));
    }

    private static String below(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static Address address(String template, Set<String> methods) {
        List<String> segments = Arrays.asList(template.split("/", -1));
        String pattern = segments.stream()
                .map(segment -> PARAMETER.matcher(segment).matches() ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/", "/?", "/?"));
        int literals = segments.stream()
                .mapToInt(segment -> PARAMETER.matcher(segment).replaceAll("").length())
                .sum();
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return new Address(Pattern.compile(pattern), literals, String.join(", ", allowed));
    }
}
