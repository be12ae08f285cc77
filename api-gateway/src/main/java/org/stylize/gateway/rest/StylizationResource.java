package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.view.Place;
import org.stylize.proto.InvalidJobException;

/** Shows jobs. */
@Path("/v1/stylizations")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Jobs", description = "Submit jobs, watch them, fetch their pictures.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class StylizationResource {
    private final JobViews views;
    private final JobPresenter presenter;
    private final Caller caller;
    private final Clock clock;

    public StylizationResource(JobViews views, JobPresenter presenter, Caller caller, Clock clock) {
        this.views = requireNonNull(views, "views is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "list",
            summary = "List jobs, newest first",
            description =
                    "The filters narrow the list together. A page may have fewer jobs than 'limit', or none, though"
                            + " 'next' says that there are more: the service looks at a bounded number of jobs for each page.")
    @APIResponse(
            responseCode = "200",
            description = "A page of jobs.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobPageView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    public JobPageView list(
            @Parameter(
                            description = "Largest number of jobs on the page.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "20"))
                    @QueryParam("limit")
                    @DefaultValue("20")
                    String limit,
            @Parameter(description = "The value of 'next' on the previous page.") @QueryParam("cursor") @Nullable
                    String cursor,
            @BeanParam JobFilter filter) {
        return page(filter.query(caller.tenant()), limit, cursor);
    }

    /** A page of jobs, as every list of them shows it. */
    JobPageView page(JobQuery query, String limit, @Nullable String cursor) {
        JobPage page = views.page(query, PageLimit.of(limit), cursor == null ? null : cursorOf(cursor));
        return new JobPageView(
                page.jobs().stream().map(presenter::view).toList(),
                page.last() == null ? null : page.last().toString());
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "get", summary = "Show a job", description = "As it is now.")
    @APIResponse(
            responseCode = "200",
            description = "The job in its present state.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobSchema.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response get(@PathParam("id") String id) {
        return Response.ok(presenter.viewWithPlace(Jobs.known(views, caller.tenant(), id), clock.instant()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Place cursorOf(String cursor) {
        return Place.parse(cursor)
                .orElseThrow(() -> new InvalidJobException("cursor", "cursor must be the 'next' of an earlier page"));
    }
}
