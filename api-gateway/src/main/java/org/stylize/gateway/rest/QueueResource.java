package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.proto.Lane;
import org.stylize.proto.Tenant;

/** Shows the queue. */
@Path("/v1/queue")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Queue", description = "What waits, and for how long; what a job will cost.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class QueueResource {
    private final Forecast forecast;
    private final Caller caller;

    public QueueResource(Forecast forecast, Caller caller) {
        this.forecast = requireNonNull(forecast, "forecast is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "queue", summary = "Show the queue")
    @APIResponse(
            responseCode = "200",
            description = "The queue as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueueView.class)))
    public Response queue() {
        Tenant tenant = caller.tenant();
        List<QueueView.LaneView> lanes = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            Forecast.Waiting waiting = forecast.waiting(tenant, lane);
            lanes.add(new QueueView.LaneView(
                    lane.name().toLowerCase(Locale.ROOT),
                    waiting.jobs(),
                    waiting.pixelSteps(),
                    forecast.wait(tenant, lane, waiting.jobs())
                            .map(QueueResource::seconds)
                            .orElse(null)));
        }
        Forecast.Fleet fleet = forecast.fleet();
        boolean isOperator = caller.principal().scopes().contains(Scope.OPERATOR);
        return Response.ok(new QueueView(
                        lanes,
                        fleet.workers(),
                        fleet.running(),
                        fleet.pixelStepsPerSecond(),
                        isOperator ? forecast.everything().jobs() : null))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
