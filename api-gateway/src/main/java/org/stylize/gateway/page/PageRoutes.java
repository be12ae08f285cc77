package org.stylize.gateway.page;

import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Serves the page. All files are read and compressed once, at the start. Their names are the same in every version, so
 * browsers ask each time whether a file has changed. Most answers are 304.
 */
@Singleton
public final class PageRoutes {
    private static final String ROOT = "META-INF/resources/";
    private static final String INDEX = "index.html";
    private static final String CACHING = "no-cache";
    /** Matches gzip among the encodings, but not with weight 0. */
    private static final Pattern ACCEPTS_GZIP =
            Pattern.compile("(?i)(^|,)\\s*(gzip|\\*)\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))[^,]*)?(,|$)");

    /** Both forms of a file; they are the same if compression does not help. */
    private record Forms(PageFile plain, PageFile compressed) {}

    void install(@Observes Router router) {
        files().forEach((path, file) -> {
            for (String address : path.equals("/" + INDEX) ? List.of("/", path) : List.of(path)) {
                serve(router, address, file);
            }
        });
    }

    static void serve(Router router, String address, PageFile file) {
        Forms forms = new Forms(file, file.compressed());
        router.route(address)
                .order(0)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(context -> answer(context, forms));
    }

    private static void answer(RoutingContext context, Forms forms) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean gzip = accepted != null && ACCEPTS_GZIP.matcher(accepted).find();
        PageFile file = gzip ? forms.compressed() : forms.plain();
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, file.tag().toString())
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHING)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (file.tag().isIn(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .putHeader(HttpHeaders.CONTENT_ENCODING, file.encoding())
                .putHeader(
                        HttpHeaders.CONTENT_LENGTH,
                        String.valueOf(file.content().length()));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(file.content());
        }
    }

    /** By path, from the place where {@value #INDEX} is: a directory or the gateway's own JAR. */
    private static Map<String, PageFile> files() {
        URL index = PageRoutes.class.getClassLoader().getResource(ROOT + INDEX);
        if (index == null) {
            throw new IllegalStateException("the page is not on the class path: there is no " + ROOT + INDEX);
        }
        Map<String, PageFile> files = new TreeMap<>();
        ClassPathUtils.consumeAsPath(index, file -> readAll(file.resolveSibling(""), files));
        return files;
    }

    private static void readAll(Path root, Map<String, PageFile> files) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                files.put("/" + name, PageFile.of(name, Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read", e);
        }
    }
}
