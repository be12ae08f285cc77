package org.stylize.gateway.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Serves what other programs need to speak with this gateway and its broker: the documents of the API and the messages. */
@Singleton
public final class ContractRoutes {
    private static final String PLACE = "META-INF/contract/";
    /** Where the framework has the document. */
    private static final String OPENAPI = "/openapi?format=json";

    void install(@Observes Router router) {
        for (String name : List.of("asyncapi.yaml", "stylize.proto")) {
            PageRoutes.serve(router, "/v1/" + name, PageFile.of(name, read(PLACE + name)));
        }
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            router.route(method, "/v1/openapi.json").order(0).handler(context -> context.reroute(OPENAPI));
        }
    }

    private static byte[] read(String name) {
        try (InputStream file = ContractRoutes.class.getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name + " on the class path");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
