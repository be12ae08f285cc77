package org.stylize.gateway.rest;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Encoding;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The parts of the OpenAPI document that belong to no single operation. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "stylize",
                        version = "1",
                        description =
                                "Turns photographs into paintings: submit a content image and style images, follow the"
                                        + " optimization live, fetch the pastiche. Problems are RFC 9457.\n\n"
                                        + "On the page of this document, press 'Authorize' and enter an API key: the"
                                        + " requests that you try out then have it.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        servers = @Server(url = "/", description = "The gateway that publishes this document."),
        tags = {
            @Tag(name = "Jobs", description = "Submit jobs, watch them, fetch their pictures."),
            @Tag(name = "Recipes", description = "Presets: recipes with names."),
            @Tag(name = "Keys", description = "API keys: make, see, rotate and revoke them."),
            @Tag(
                    name = "Session",
                    description = "Login and logout of the page. Programs send their key or token with each request."),
            @Tag(
                    name = "Dead letters",
                    description = "Records that could not be processed, and jobs that failed; for operators."),
            @Tag(name = "Problems", description = "What the types of problems mean.")
        },
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = ApiDefinition.BEARER,
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "sty_…",
                                        description =
                                                "An API key, or a token of the issuer if there is one. Each operation lists the scope"
                                                        + " that it must have."),
                        schemas = {@Schema(name = "Progress", implementation = ProgressView.class)},
                        requestBodies =
                                @RequestBody(
                                        name = ApiDefinition.SUBMISSION,
                                        required = true,
                                        content = {
                                            @Content(
                                                    mediaType = MediaType.MULTIPART_FORM_DATA,
                                                    schema = @Schema(ref = "#/components/schemas/MultipartJobRequest"),
                                                    encoding =
                                                            @Encoding(
                                                                    name = "request",
                                                                    contentType = "application/json")),
                                            @Content(
                                                    mediaType = MediaType.APPLICATION_JSON,
                                                    schema = @Schema(implementation = SubmissionBody.class),
                                                    examples = {
                                                        @ExampleObject(
                                                                name = "objects of the store",
                                                                value = ApiDefinition.JSON_EXAMPLE),
                                                        @ExampleObject(
                                                                name = "two styles with masks",
                                                                value = ApiDefinition.MASKS_EXAMPLE)
                                                    })
                                        }),
                        responses = {
                            @APIResponse(
                                    name = ApiDefinition.UNAUTHENTICATED,
                                    description = "The request has no key, or one that does not count.",
                                    headers =
                                            @Header(
                                                    name = "WWW-Authenticate",
                                                    description = "Says whether a key came.",
                                                    schema = @Schema(type = SchemaType.STRING))),
                            @APIResponse(
                                    name = ApiDefinition.FORBIDDEN,
                                    description = "The key does not have the scope.",
                                    headers =
                                            @Header(
                                                    name = "WWW-Authenticate",
                                                    description = "Names the scope.",
                                                    schema = @Schema(type = SchemaType.STRING))),
                            @APIResponse(
                                    name = ApiDefinition.ACCEPTED,
                                    description =
                                            "The job is accepted, or an earlier request with the same content created it.",
                                    headers = {
                                        @Header(
                                                name = "Location",
                                                description = "URL of the job.",
                                                schema = @Schema(type = SchemaType.STRING)),
                                        @Header(
                                                name = "RateLimit-Policy",
                                                description = "The quotas of the tenant, if it has any.",
                                                schema = @Schema(type = SchemaType.STRING)),
                                        @Header(
                                                name = "RateLimit",
                                                description = "What is left of them.",
                                                schema = @Schema(type = SchemaType.STRING))
                                    },
                                    content =
                                            @Content(
                                                    mediaType = MediaType.APPLICATION_JSON,
                                                    schema = @Schema(implementation = JobSchema.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "submitted",
                                                                    value = ApiDefinition.JOB_EXAMPLE))),
                            @APIResponse(
                                    name = ApiDefinition.LIMITED,
                                    description =
                                            "The tenant has used what it may, or the caller has too many uploads and downloads.",
                                    headers = {
                                        @Header(
                                                name = "Retry-After",
                                                description = "Seconds to wait.",
                                                schema = @Schema(type = SchemaType.INTEGER)),
                                        @Header(
                                                name = "RateLimit-Policy",
                                                description = "The quotas of the tenant.",
                                                schema = @Schema(type = SchemaType.STRING)),
                                        @Header(
                                                name = "RateLimit",
                                                description = "What is left of them.",
                                                schema = @Schema(type = SchemaType.STRING))
                                    })
                        }))
public class ApiDefinition extends Application {
    /** The name of the security scheme; application.properties has it too. */
    static final String BEARER = "bearer";

    /** What went wrong. {@link ApiDocument} makes a response for each status of it, with its types. */
    static final String PROBLEM = "#/components/responses/Problem";

    static final String UNAUTHENTICATED = "Unauthenticated";
    static final String FORBIDDEN = "Forbidden";
    static final String LIMITED = "Limited";
    static final String ACCEPTED = "Accepted";
    static final String SUBMISSION = "Submission";

    static final String IDEMPOTENCY_KEY =
            "The caller's name for this request. Sent again with the same body it means the"
                    + " same job; with another body it is a conflict. 1 to 255 printable ASCII characters.";

    static final String PREFER = "'wait=30': the answer waits up to 30 seconds, at most 60, for the end of the job.";

    static final String JSON_EXAMPLE = """
            {"content": {"object": "default/photos/harbour.jpg"},
             "styles": [{"object": "default/paintings/wave.jpg"}],
             "preset": "d2l",
             "overrides": {"steps": 100, "longSidePixels": 256}}""";

    static final String MASKS_EXAMPLE = """
            {"content": {"object": "default/photos/harbour.jpg"},
             "styles": [
               {"image": {"object": "default/paintings/wave.jpg"}, "share": 3, "mask": {"object": "default/masks/sea.png"}},
               {"image": {"object": "default/paintings/night.jpg"}, "share": 1, "mask": {"object": "default/masks/sky.png"}}],
             "preset": "d2l"}""";

    static final String JOB_EXAMPLE = """
            {"id": "01a22260-8d60-7512-8d5c-1e9becd1b2d4",
             "state": "SUBMITTED",
             "preset": "balanced",
             "lane": "interactive",
             "output": {"format": "png", "bitsPerSample": 8, "exif": "without-gps"},
             "submittedAt": "2026-11-28T13:38:02.730939478Z",
             "updatedAt": "2026-11-28T13:38:02.730939478Z",
             "attempt": 0,
             "step": 0,
             "steps": 100,
             "links": {
               "self": "/v1/stylizations/01a22260-8d60-7512-8d5c-1e9becd1b2d4",
               "events": "/v1/stylizations/01a22260-8d60-7512-8d5c-1e9becd1b2d4/events"}}""";
}
