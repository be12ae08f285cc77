package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the OpenAPI document, on things that do not exist.
 *
 * @param scopes null: it needs no key; empty: any key will do
 */
record ApiOperation(String method, String path, @Nullable List<String> scopes) {
    static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    /** All operations that the API describes, with the scopes that it says they need. */
    static List<ApiOperation> all(Api api) {
        JsonNode document = api.get("/openapi?format=json").json();
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
        List<ApiOperation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode operation = method.getValue();
                    if (operation.has("responses")) {
                        JsonNode needed = operation.at("/security/0/bearer");
                        List<String> scopes = new ArrayList<>();
                        needed.forEach(scope -> scopes.add(scope.asText()));
                        boolean isClosed = !needed.isMissingNode();
                        boolean isLogin = operation.path("operationId").asText().matches("login|logout");
                        assertThat(operation.path("responses").has("401") && !isLogin)
                                .as(path.getKey())
                                .isEqualTo(isClosed);
                        assertThat(operation.path("responses").has("403") && !isLogin)
                                .as(path.getKey())
                                .isEqualTo(isClosed);
                        operations.add(new ApiOperation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey()
                                        .replace("{id}", NOBODY)
                                        .replace("{slug}", "forbidden")
                                        .replaceAll("\\{[a-z]+}", "none"),
                                isClosed ? scopes : null));
                    }
                }));
        return operations;
    }

    /** GET has HEAD beside it. */
    List<String> methods() {
        return method.equals("GET") ? List.of("GET", "HEAD") : List.of(method);
    }

    /** Whether a caller who has that scope alone may do it. */
    boolean isAllowedWith(String scope) {
        return scopes == null || scopes.isEmpty() || scopes.contains(scope);
    }

    /** Sends a request with the body that the operation needs; it is not a right one. */
    static Api.Answer send(Api api, String method, String path, String... headers) {
        HttpRequest.Builder request = api.request(path, headers);
        boolean hasBody =
                method.equals("PUT") || (method.equals("POST") && !path.matches(".*/(cancel|finish|retry|rotate)"));
        if (hasBody) {
            request.header("Content-Type", path.equals("/v1/images") ? "image/png" : "application/json");
        }
        return api.sendWithoutStream(
                request.method(method, hasBody ? BodyPublishers.ofString("{}") : BodyPublishers.noBody()));
    }
}
