package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.webhook.Replays;
import org.stylize.gateway.webhook.WebhookOffice;

/** Webhooks of the caller's tenant. The problems are described here once, for all operations. */
@Path(WebhookResource.PATH)
@RolesAllowed(Scope.Names.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks", description = "Addresses to which events are posted, after Standard Webhooks 1.0.0.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class WebhookResource {
    static final String PATH = "/v1/webhooks";

    private final WebhookOffice office;
    private final Replays replays;
    private final Caller caller;
    private final BodyLimits limits;
    private final Clock clock;

    public WebhookResource(WebhookOffice office, Replays replays, Caller caller, BodyLimits limits, Clock clock) {
        this.office = requireNonNull(office, "office is null");
        this.replays = requireNonNull(replays, "replays is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createWebhook",
            summary = "Make a webhook",
            description = "The answer shows its secret, which nobody can see again.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "The webhook is made, and counts at this gateway; at the others within a second.",
            headers =
                    @Header(
                            name = "Location",
                            description = "URL of the webhook.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response create(InputStream body) throws IOException {
        WebhookView view = WebhookView.of(
                office.create(
                        caller.principal(),
                        StrictJson.read(limits.json(body), WebhookBody.class).wish()),
                clock.instant());
        return fresh(Response.created(URI.create(view.links().self())).entity(view));
    }

    @GET
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "listWebhooks",
            summary = "List webhooks, newest first",
            description = "All webhooks of the caller's tenant, without their secrets.")
    @APIResponse(
            responseCode = "200",
            description = "The webhooks.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookListView.class)))
    public Response list() {
        Instant now = clock.instant();
        return fresh(Response.ok(new WebhookListView(office.list(caller.tenant()).stream()
                .map(webhook -> WebhookView.of(webhook, now))
                .toList())));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "getWebhook",
            summary = "Show a webhook",
            description = "The webhook as it is now, without its secret.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response get(@PathParam("id") String id) {
        return fresh(Response.ok(WebhookView.of(office.find(caller.tenant(), id), clock.instant())));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook",
            description = "What the request does not name stays as it is. One that is switched on again is no longer"
                    + " failing or disabled; what it missed can be replayed.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "The webhook as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response change(@PathParam("id") String id, InputStream body) throws IOException {
        return fresh(Response.ok(WebhookView.of(
                office.change(
                        caller.principal(),
                        id,
                        StrictJson.read(limits.json(body), WebhookBody.class).wish()),
                clock.instant())));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Delete a webhook",
            description = "Nothing more is sent to it, not even what waits.")
    @APIResponse(responseCode = "204", description = "The webhook is deleted.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response delete(@PathParam("id") String id) {
        office.delete(caller.principal(), id);
        return fresh(Response.noContent());
    }

    @POST
    @Path("{id}/rotate")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give a webhook a new secret",
            description = "The old one signs beside it for 24 hours: messages have both signatures.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook with its new secret, which nobody can see again.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response rotate(@PathParam("id") String id) {
        return fresh(Response.ok(WebhookView.of(office.rotate(caller.principal(), id), clock.instant())));
    }

    @POST
    @Path("{id}/test")
    @Operation(
            operationId = "testWebhook",
            summary = "Try a webhook",
            description =
                    "Sends an event 'stylize.test' at once, also to one that is off, and answers with what came of it.")
    @APIResponse(
            responseCode = "200",
            description = "What came of it, good or bad.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookDeliveryView.Attempt.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response test(@PathParam("id") String id) {
        return fresh(Response.ok(WebhookDeliveryView.Attempt.of(replays.test(caller.tenant(), id))));
    }

    @GET
    @Path("{id}/deliveries")
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "List messages to a webhook, those that changed last first",
            description = "All that wait, and the last 100 that are done with, for at most 7 days.")
    @APIResponse(
            responseCode = "200",
            description = "The messages.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookDeliveryListView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response deliveries(
            @PathParam("id") String id,
            @Parameter(
                            description = "Most messages, 1 to 200.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @QueryParam("limit")
                    @DefaultValue("50")
                    String limit) {
        return fresh(Response.ok(
                new WebhookDeliveryListView(office.deliveries(caller.tenant(), id, PageLimit.of(limit)).stream()
                        .map(WebhookDeliveryView::of)
                        .toList())));
    }

    @POST
    @Path("{id}/deliveries/{message}/replay")
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Send a message again",
            description = "At once, with all attempts, under the same id.")
    @APIResponse(
            responseCode = "202",
            description = "The message waits.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookDeliveryView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response again(@PathParam("id") String id, @PathParam("message") String message) {
        return fresh(Response.accepted(WebhookDeliveryView.of(replays.again(caller.tenant(), id, message))));
    }

    @POST
    @Path("{id}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayWebhook",
            summary = "Send all events since a time again",
            description =
                    "Those to which the webhook listens and that are kept, for 30 days by default. At most 10,000 with"
                            + " one request; 'next' in the answer says from where to go on.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReplayBody.class)))
    @APIResponse(
            responseCode = "202",
            description = "The messages wait.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookReplayView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response since(@PathParam("id") String id, InputStream body) throws IOException {
        Replays.Begun begun = replays.since(
                caller.tenant(),
                id,
                StrictJson.read(limits.json(body), WebhookReplayBody.class).time());
        return fresh(Response.accepted(new WebhookReplayView(begun.messages(), begun.next())));
    }

    private static Response fresh(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
