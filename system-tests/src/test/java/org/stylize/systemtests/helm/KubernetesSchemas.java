package org.stylize.systemtests.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Schemas of a version of Kubernetes and of the custom resources. They refuse properties that they do not know.
 * {@code src/test/kubernetes/make-schemas} made them.
 */
final class KubernetesSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> files;
    private final Map<String, Schema> schemas = new HashMap<>();

    private KubernetesSchemas(List<JsonNode> files) {
        this.files = List.copyOf(files);
    }

    /**
     * For one version.
     *
     * @param version such as 1.28
     */
    static KubernetesSchemas of(String version) {
        return new KubernetesSchemas(List.of(
                read("/kubernetes/kubernetes-" + version + ".json"), read("/kubernetes/custom-resources.json")));
    }

    /** What is wrong with a resource; nothing if it is right. */
    List<String> errorsIn(Resource resource) {
        return schemas
                .computeIfAbsent(resource.type(), this::schema)
                .validate(JSON.valueToTree(resource.content()))
                .stream()
                .map(Error::toString)
                .map(error -> resource + ": " + error)
                .toList();
    }

    private Schema schema(String type) {
        for (JsonNode file : files) {
            if (file.path("$defs").has(type)) {
                ObjectNode schema = file.deepCopy();
                schema.put("$ref", "#/$defs/" + type.replace("/", "~1"));
                return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema);
            }
        }
        throw new AssertionError("no schema of " + type);
    }

    private static JsonNode read(String resource) {
        try (InputStream file = requireNonNull(KubernetesSchemas.class.getResourceAsStream(resource), resource)) {
            return JSON.readTree(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
