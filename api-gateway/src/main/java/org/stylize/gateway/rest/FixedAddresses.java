package org.stylize.gateway.rest;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses of the resources that have no parameters in theirs, such as {@code /v1/stylizations}. */
public final class FixedAddresses {
    private FixedAddresses() {}

    /** Of all resources among the beans. */
    public static Set<String> of(BeanManager beans) {
        Set<String> addresses = new TreeSet<>();
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .flatMap(FixedAddresses::of)
                .filter(address -> !address.contains("{"))
                .forEach(addresses::add);
        return addresses;
    }

    private static Stream<String> of(Class<?> resource) {
        Path path = resource.getAnnotation(Path.class);
        if (path == null) {
            return Stream.empty();
        }
        return Stream.of(resource.getDeclaredMethods()).map(method -> joined(path.value(), of(method)));
    }

    private static @Nullable String of(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? null : path.value();
    }

    private static String joined(String first, @Nullable String second) {
        return second == null ? first : first.replaceFirst("/$", "") + "/" + second.replaceFirst("^/", "");
    }
}
