package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.batch.BatchRequest;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.forecast.WorkerMemory;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.Lane;
import org.stylize.proto.Tenant;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Recipe;

/** Says what jobs would cost. */
@Path("/v1/estimates")
@RolesAllowed(Scope.Names.READ)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Queue")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class EstimateResource {
    private static final int LONGEST_SIDE = 65_535;

    private final Forecast forecast;
    private final TenantQuotas quotas;
    private final BodyLimits limits;
    private final Caller caller;
    private final Clock clock;

    public EstimateResource(Forecast forecast, TenantQuotas quotas, BodyLimits limits, Caller caller, Clock clock) {
        this.forecast = requireNonNull(forecast, "forecast is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "estimate",
            summary = "Ask what a job would cost",
            description =
                    "Nothing is submitted. The times follow from what the workers did lately and from what waits now;"
                            + " jobs that come later may change them.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = EstimateBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "What the job would cost.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EstimateView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "408", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public EstimateView estimate(InputStream stream) throws IOException {
        EstimateBody body = StrictJson.read(limits.json(stream), EstimateBody.class);
        Recipe recipe = RequestReader.recipe(body.preset(), body.overrides(), body.recipe())
                .resolve();
        Lane lane = JobOptions.of(
                        new JobOptions.Times(null, null, body.lane()), Lane.INTERACTIVE, null, Map.of(), Map.of())
                .terms()
                .lane();
        int jobs = number("jobs", body.jobs() == null ? 1 : body.jobs(), BatchRequest.MOST_JOBS);
        ImageSize picture = picture(body);
        long each = picture == null ? recipe.mostPixelSteps() : recipe.pixelSteps(picture);
        Tenant tenant = caller.tenant();
        long ahead = forecast.waiting(tenant, lane).jobs();
        Optional<Duration> wait = forecast.wait(tenant, lane, ahead);
        Optional<Duration> one = forecast.time((double) each);
        Instant now = clock.instant();
        return new EstimateView(
                jobs,
                picture == null ? null : size(recipe.sizeFor(picture)),
                recipe.totalSteps(),
                each * jobs,
                picture == null ? null : WorkerMemory.bytes(recipe, recipe.sizeFor(picture)),
                ahead,
                forecast.time((double) each * jobs).map(QueuePresenter::seconds).orElse(null),
                wait.map(now::plus).orElse(null),
                wait.flatMap(until -> one.map(time -> now.plus(until).plus(whole(time, jobs))))
                        .orElse(null),
                quotas.refusal(tenant, jobs, each * jobs).map(ProblemView::of).orElse(null));
    }

    /** The workers do them side by side. */
    private Duration whole(Duration one, int jobs) {
        int workers = Math.max(1, forecast.fleet().workers());
        return one.multipliedBy((jobs + workers - 1) / workers);
    }

    private static @Nullable ImageSize picture(EstimateBody body) {
        if (body.width() == null && body.height() == null) {
            return null;
        }
        if (body.width() == null || body.height() == null) {
            throw new InvalidJobException(
                    body.width() == null ? "width" : "height", "width and height are given together, or none of them");
        }
        return new ImageSize(
                number("width", body.width(), LONGEST_SIDE), number("height", body.height(), LONGEST_SIDE));
    }

    private static int number(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidJobException(field, field + " must be a number from 1 to " + most + " but is " + value);
        }
        return value;
    }

    private static JobView.Size size(ImageSize size) {
        return new JobView.Size(size.width(), size.height());
    }
}
