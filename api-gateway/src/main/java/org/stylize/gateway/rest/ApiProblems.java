package org.stylize.gateway.rest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/** Problems in the OpenAPI document: for each status its types, an example and its headers. */
final class ApiProblems {
    /** Types that also come with a status that is not their usual one. */
    private static final Map<Integer, List<ProblemType>> ELSEWHERE =
            Map.of(404, List.of(ProblemType.NOT_READY, ProblemType.IMAGE_NOT_FOUND));

    private ApiProblems() {}

    /** Name of the response among the components. */
    static String name(String status) {
        return "Problem" + status;
    }

    static APIResponse response(int status) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(description(status, types(status)))
                .content(content(status));
        if (status == 503) {
            response.addHeader("Retry-After", header(SchemaType.INTEGER, "Seconds to wait."));
        } else if (status == 416) {
            response.addHeader("Content-Range", header(SchemaType.STRING, "The length: bytes */69514."));
        }
        return response;
    }

    /** A problem with an example. */
    static Content content(int status) {
        List<ProblemType> types = types(status);
        return OASFactory.createContent()
                .addMediaType(
                        ProblemView.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SchemaUses.PREFIX + "Problem"))
                                .addExample(
                                        types.isEmpty()
                                                ? "problem"
                                                : types.get(0).slug(),
                                        OASFactory.createExample().value(example(status, types))));
    }

    private static Header header(SchemaType type, String description) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }

    /** The types of a status; the one of the example first. */
    private static List<ProblemType> types(int status) {
        if (status == 503) {
            return List.of(ProblemType.UNAVAILABLE); // no-able-worker is a state of a job, never an answer
        }
        return Stream.concat(
                        Arrays.stream(ProblemType.values()).filter(type -> ProblemStatus.of(type) == status),
                        ELSEWHERE.getOrDefault(status, List.of()).stream())
                .toList();
    }

    private static String description(int status, List<ProblemType> types) {
        String reason = HttpErrors.reason(status);
        return types.isEmpty()
                ? reason + ". The type is about:blank."
                : reason + ". Types: "
                        + String.join(
                                ", ", types.stream().map(ProblemType::slug).toList()) + ".";
    }

    private static Map<String, Object> example(int status, List<ProblemType> types) {
        ProblemView view = types.isEmpty() ? HttpErrors.of(status) : example(types.get(0), status);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", view.type());
        json.put("title", view.title());
        json.put("status", view.status());
        json.put("detail", view.detail());
        if (view.field() != null) {
            json.put("field", view.field());
        }
        return json;
    }

    private static ProblemView example(ProblemType type, int status) {
        return switch (type) {
            case INVALID_JOB -> of(type, status, "limit must be a number from 1 to 200 but is '0'", "limit");
            case UNKNOWN_JOB -> of(type, status, "there is no job 0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e", null);
            case NOT_POSSIBLE -> of(type, status, "the job has ended already; its state is COMPLETED", null);
            case CONFLICTING_JOB ->
                of(type, status, "the same Idempotency-Key was used for another request", "Idempotency-Key");
            default -> of(type, status, ProblemAdvice.of(type), null);
        };
    }

    private static ProblemView of(ProblemType type, int status, String detail, @Nullable String field) {
        return ProblemView.of(type, status, detail, field);
    }
}
