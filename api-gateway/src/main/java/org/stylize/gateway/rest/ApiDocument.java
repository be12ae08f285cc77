package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the OpenAPI document in what holds for all operations alike, so that no resource has to say it: problems by
 * status, and what is required and closed in schemas. Runs once, when the gateway is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {
    private static final String RESPONSES = "#/components/responses/";
    private static final String JOBS = "/v1/stylizations/{id}";
    private static final String REQUEST = "JobRequest";
    private static final String OPTIONS = "JobOptions";
    private static final Set<String> PICTURES = Set.of("content", "styles", "start", "protection");
    /** Every operation may answer so: to a malformed header, and to an Accept that it cannot serve. */
    private static final List<Integer> ALWAYS = List.of(400, 406);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        Map.of(401, ApiDefinition.UNAUTHENTICATED, 403, ApiDefinition.FORBIDDEN, 429, ApiDefinition.LIMITED)
                .forEach((status, name) -> requireNonNull(
                                components.getResponses().get(name), name)
                        .setContent(ApiProblems.content(status)));
        components.addSchema(
                OPTIONS,
                options(requireNonNull(components.getSchemas().get(REQUEST), "there is no schema " + REQUEST)));
        document.getPaths().getPathItems().forEach((path, item) -> {
            for (Map.Entry<PathItem.HttpMethod, Operation> operation :
                    item.getOperations().entrySet()) {
                complete(path, operation.getValue(), components);
            }
        });
        Map<String, Schema> schemas = new TreeMap<>(components.getSchemas());
        SchemaUses uses = SchemaUses.of(document);
        schemas.keySet().retainAll(uses.all());
        Set<String> sent = uses.sent();
        schemas.forEach((name, schema) -> {
            if (sent.contains(name)) {
                SchemaRules.request(schema);
            } else {
                SchemaRules.answer(schema);
            }
        });
        components.setSchemas(schemas);
    }

    /** A request whose pictures are parts of a multipart body: all its fields that do not name a picture. */
    private static Schema options(Schema request) {
        Map<String, Schema> properties = new LinkedHashMap<>(request.getProperties());
        PICTURES.forEach(properties::remove);
        request.removeProperty("shares");
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("How to paint, where the pictures are parts of the body.")
                .properties(properties);
    }

    private static void complete(String path, Operation operation, Components components) {
        if (operation.getSecurity() == null) {
            operation.setSecurity(new ArrayList<>()); // needs no key, and says so
        }
        APIResponses responses = operation.getResponses();
        for (int status : ALWAYS) {
            if (!responses.hasAPIResponse(String.valueOf(status))) {
                responses.addAPIResponse(
                        String.valueOf(status), OASFactory.createAPIResponse().ref(ApiDefinition.PROBLEM));
            }
        }
        Map<String, APIResponse> sorted = new TreeMap<>(responses.getAPIResponses());
        sorted.forEach((status, response) -> {
            if (ApiDefinition.PROBLEM.equals(response.getRef())) {
                String name = ApiProblems.name(status);
                response.setRef(RESPONSES + name);
                components.addResponse(name, ApiProblems.response(Integer.parseInt(status)));
            }
        });
        responses.setAPIResponses(sorted);
        APIResponse whole = sorted.get("200");
        APIResponse part = sorted.get("206");
        if (part != null && whole != null && part.getContent() == null) {
            part.setContent(whole.getContent());
        }
        if (whole != null && whole.getContent() != null) {
            whole.getContent().getMediaTypes().forEach((name, media) -> {
                if (media.getSchema() == null) {
                    media.setSchema(OASFactory.createSchema()
                            .addType(Schema.SchemaType.STRING)
                            .format("binary"));
                }
            });
        }
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            if (parameter.getIn() == Parameter.In.QUERY && !Boolean.TRUE.equals(parameter.getRequired())) {
                parameter.setAllowEmptyValue(true); // "?limit=" is as good as none
            }
            if (path.startsWith(JOBS) && parameter.getIn() == Parameter.In.PATH) {
                parameter.setDescription("Id of the job.");
                parameter.setSchema(OASFactory.createSchema().ref(SchemaUses.PREFIX + "JobId"));
            }
        }
    }
}
