package org.stylize.gateway.rest;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas of a document are used.
 *
 * @param sent names of the schemas of request bodies, with those that they use
 * @param all names of all schemas that are used anywhere
 */
record SchemaUses(Set<String> sent, Set<String> all) {
    static final String PREFIX = "#/components/schemas/";

    static SchemaUses of(OpenAPI document) {
        Components components = document.getComponents();
        Set<String> sent = new LinkedHashSet<>();
        Set<String> all = new LinkedHashSet<>();
        Walk sending = new Walk(components.getSchemas(), sent);
        Walk every = new Walk(components.getSchemas(), all);
        orEmpty(components.getRequestBodies()).values().forEach(body -> sending.content(body.getContent()));
        orEmpty(components.getResponses()).values().forEach(response -> every.response(response));
        for (PathItem item : document.getPaths().getPathItems().values()) {
            for (Operation operation : item.getOperations().values()) {
                RequestBody body = operation.getRequestBody();
                if (body != null) {
                    sending.content(body.getContent());
                }
                for (Parameter parameter : orEmpty(operation.getParameters())) {
                    every.schema(parameter.getSchema());
                }
                operation.getResponses().getAPIResponses().values().forEach(every::response);
            }
        }
        all.addAll(sent);
        return new SchemaUses(sent, all);
    }

    private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    private static <T> Collection<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Collects the names of schemas into {@code found}. */
    private record Walk(Map<String, Schema> known, Set<String> found) {
        void response(APIResponse response) {
            content(response.getContent());
            orEmpty(response.getHeaders()).values().forEach(header -> schema(header.getSchema()));
        }

        void content(@Nullable Content content) {
            if (content != null) {
                content.getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .forEach(this::schema);
            }
        }

        void schema(@Nullable Schema schema) {
            if (schema == null) {
                return;
            }
            String ref = schema.getRef();
            if (ref != null && ref.startsWith(PREFIX)) {
                String name = ref.substring(PREFIX.length());
                if (found.add(name)) {
                    schema(known.get(name));
                }
            }
            Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf())
                    .flatMap(parts -> orEmpty(parts).stream())
                    .forEach(this::schema);
            orEmpty(schema.getProperties()).values().forEach(this::schema);
            schema(schema.getItems());
            schema(schema.getContentSchema());
            schema(schema.getAdditionalPropertiesSchema());
        }
    }
}
