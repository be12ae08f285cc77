package org.stylize.gateway.rest;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the OpenAPI document says of the whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "stylize",
                        version = "1",
                        description =
                                "Turns photographs into paintings: submit a content image and style images, follow the"
                                        + " optimization live, fetch the pastiche. Problems are RFC 9457.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        components =
                @Components(
                        schemas = {
                            @Schema(name = "JobEvent", implementation = EventView.class),
                            @Schema(name = "Progress", implementation = ProgressView.class)
                        },
                        responses =
                                @APIResponse(
                                        name = ApiDefinition.PROBLEM,
                                        description = "What went wrong; 503 carries Retry-After.",
                                        content =
                                                @Content(
                                                        mediaType = ProblemView.MEDIA_TYPE,
                                                        schema = @Schema(implementation = ProblemView.class),
                                                        examples =
                                                                @ExampleObject(
                                                                        name = "image-not-found",
                                                                        value = ApiDefinition.PROBLEM_EXAMPLE)))))
public class ApiDefinition extends Application {
    static final String PROBLEM = "Problem";

    static final String IDEMPOTENCY_KEY = "The caller's name for this request: sent again with the same body it is the"
            + " same job, with another body it is a conflict. 1 to 255 printable ASCII characters.";

    static final String JSON_EXAMPLE = """
            {"content": {"object": "photos/harbour.jpg"},
             "styles": [{"object": "paintings/wave.jpg"}],
             "preset": "d2l",
             "overrides": {"steps": 100, "longSidePixels": 256}}""";

    static final String PROBLEM_EXAMPLE = """
            {"type": "/problems/image-not-found",
             "title": "The picture does not exist",
             "status": 422,
             "detail": "there is no object s3://stylize/photos/harbour.jpg",
             "field": "content"}""";
}
