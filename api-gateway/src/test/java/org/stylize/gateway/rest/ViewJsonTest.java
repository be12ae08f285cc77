package org.stylize.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.InMemoryJobStore;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Slice;
import org.stylize.recipe.Plan;

/** The JSON of jobs and events, field by field, as release 0.1 wrote it (views-0.1.json). */
class ViewJsonTest {
    private static final JobId ID = JobId.parse("0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e");
    private static final Attempt ATTEMPT =
            new Attempt("0198f0c2-9000-7c31-9a55-3f0c9a1d2b4e", "worker-1", "gpu0", Slice.FIRST, 2);
    private static final Problem PROBLEM = new Problem(ProblemType.IMAGE_UNREADABLE, "the JPEG ends in mid-picture");

    private static final JobEvent SUBMITTED = new JobEvent.Submitted(ID, 1, SampleJobs.NOON.plusSeconds(1));
    private static final JobEvent QUEUED = new JobEvent.Queued(ID, 2, SampleJobs.NOON.plusSeconds(2));
    private static final JobEvent STARTED =
            new JobEvent.Started(ID, 3, SampleJobs.NOON.plusSeconds(3), ATTEMPT, new Plan(40, 64, 48));
    private static final JobEvent RETRIED = new JobEvent.Retried(
            ID, 4, SampleJobs.NOON.plusSeconds(4), ATTEMPT, SampleJobs.GONE, SampleJobs.NOON.plusSeconds(9));
    private static final JobEvent COMPLETED = new JobEvent.Completed(
            ID, 5, SampleJobs.NOON.plusSeconds(5), ATTEMPT, SampleJobs.outcome(SampleJobs.PASTICHE));
    private static final JobEvent FAILED = new JobEvent.Failed(ID, 5, SampleJobs.NOON.plusSeconds(5), PROBLEM);
    private static final JobEvent CANCELLED = new JobEvent.Cancelled(ID, 5, SampleJobs.NOON.plusSeconds(5));
    private static final JobEvent EXPIRED = new JobEvent.Expired(ID, 5, SampleJobs.NOON.plusSeconds(5));

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final JobViews jobs = new JobViews(new InMemoryJobStore());
    private final EventFeed feed = new EventFeed(jobs, 100);
    private final JobPresenter presenter = new JobPresenter(feed, jobs, new Forecast(() -> 0));

    @Test
    void whatARelease01ClientReadsIsStillThere() throws IOException {
        assertHasAllOf(before(), mapper.valueToTree(views()), "");
    }

    @Test
    void aJobThatWaitsToGoOnSaysWhyAndSince() {
        JsonNode job = job(after(SampleJobs.fresh(ID), SUBMITTED, QUEUED, STARTED, RETRIED));
        assertThat(job.path("problem").path("type").asText()).isEqualTo("/problems/unavailable");
        assertThat(job.path("notBefore").asText())
                .isEqualTo(SampleJobs.NOON.plusSeconds(9).toString());
        JsonNode event = mapper.valueToTree(EventView.of(RETRIED));
        assertThat(event.path("notBefore").asText())
                .isEqualTo(SampleJobs.NOON.plusSeconds(9).toString());
    }

    @Test
    void aResultSaysItsHashAndThatItWasFinishedEarly() {
        Outcome outcome = SampleJobs.outcome(SampleJobs.PASTICHE);
        Outcome early = new Outcome(
                outcome.pastiche(), 7, 64, 48, outcome.losses(), 2.5, "0123456789abcdef".repeat(4), true, null);
        JobEvent.Completed completed = new JobEvent.Completed(ID, 3, SampleJobs.NOON.plusSeconds(5), ATTEMPT, early);
        JobRecord job = after(SampleJobs.fresh(ID), SUBMITTED, QUEUED, completed);
        for (JsonNode view : List.of(job(job), mapper.<JsonNode>valueToTree(EventView.of(completed)))) {
            assertThat(view.path("finishedEarly").asBoolean()).isTrue();
            assertThat(view.path("sha256").asText()).isEqualTo("0123456789abcdef".repeat(4));
        }
        JsonNode usual = job(after(SampleJobs.fresh(ID), SUBMITTED, QUEUED, COMPLETED));
        assertThat(usual.has("finishedEarly")).isFalse();
        assertThat(usual.has("sha256")).isFalse();
    }

    @Test
    void aReusedResultNamesTheJobThatMadeIt() {
        JobId earlier = JobId.random();
        Outcome copy = SampleJobs.outcome(SampleJobs.PASTICHE).copiedTo(SampleJobs.PASTICHE, null, earlier);
        JobEvent.Completed completed = new JobEvent.Completed(ID, 2, SampleJobs.NOON, ATTEMPT, copy);
        JobRecord job = after(SampleJobs.fresh(ID), SUBMITTED, completed);
        for (JsonNode view : List.of(job(job), mapper.<JsonNode>valueToTree(EventView.of(completed)))) {
            assertThat(view.path("reusedFrom").asText()).isEqualTo(earlier.toString());
        }
        assertThat(job(job).path("attempt").asInt()).isZero();
        JsonNode usual = job(after(SampleJobs.fresh(ID), SUBMITTED, QUEUED, COMPLETED));
        assertThat(usual.has("reusedFrom")).isFalse();
    }

    @Test
    void aJobThatNobodyHasBegunSaysWhenItExpires() {
        JobTerms terms = new JobTerms(Duration.ofMinutes(10), SampleJobs.NOON.plusSeconds(3_600));
        JobRecord fresh = JobRecord.submitted(SampleJobs.job(ID).withTerms(terms), SampleJobs.NOON);
        JsonNode waits = job(after(fresh, SUBMITTED, QUEUED));
        assertThat(waits.path("expiresAt").asText()).isEqualTo("2026-06-01T12:10:00Z");
        assertThat(waits.path("deadline").asText()).isEqualTo("2026-06-01T13:00:00Z");
        JsonNode runs = job(after(fresh, SUBMITTED, QUEUED, STARTED));
        assertThat(runs.has("expiresAt")).isFalse();
        assertThat(runs.path("deadline").asText()).isEqualTo("2026-06-01T13:00:00Z");
    }

    @Test
    void aRetryNamesTheOldJob() {
        JobId retryId = JobId.random();
        JsonNode view = job(JobRecord.submitted(SampleJobs.job(ID).again(retryId, SampleJobs.NOON), SampleJobs.NOON));
        assertThat(view.path("id").asText()).isEqualTo(retryId.toString());
        assertThat(view.path("retryOf").asText()).isEqualTo(ID.toString());
    }

    /** Objects may have more fields than before; all else is equal. */
    private static void assertHasAllOf(JsonNode before, JsonNode now, String path) {
        if (before.isObject()) {
            before.properties()
                    .forEach(field ->
                            assertHasAllOf(field.getValue(), now.path(field.getKey()), path + "/" + field.getKey()));
        } else {
            assertThat(now.toString()).as(path).isEqualTo(before.toString());
        }
    }

    private Map<String, JsonNode> views() {
        Map<String, JsonNode> views = new LinkedHashMap<>();
        JobRecord fresh = SampleJobs.fresh(ID);
        views.put("submitted", job(fresh));
        views.put("queued", job(after(fresh, SUBMITTED, QUEUED)));
        views.put("running", job(after(fresh, SUBMITTED, QUEUED, STARTED)));
        views.put("requeued", job(after(fresh, SUBMITTED, QUEUED, STARTED, RETRIED)));
        views.put("completed", job(after(fresh, SUBMITTED, QUEUED, STARTED, COMPLETED)));
        views.put("completed without start", job(after(fresh, SUBMITTED, QUEUED, COMPLETED)));
        views.put("failed while it ran", job(after(fresh, SUBMITTED, QUEUED, STARTED, FAILED)));
        views.put("failed after a retry", job(after(fresh, SUBMITTED, QUEUED, STARTED, RETRIED, FAILED)));
        views.put("cancelled while it ran", job(after(fresh, SUBMITTED, QUEUED, STARTED, CANCELLED)));
        views.put("expired in the queue", job(after(fresh, SUBMITTED, QUEUED, EXPIRED)));
        JobRecord wrong = JobRecord.submitted(
                SampleJobs.job(ID, new RecipeChoice.Preset("d2l", "{\"steps\":0}")), SampleJobs.NOON);
        views.put("failed for its recipe", job(after(wrong, SUBMITTED, FAILED)));
        feed.publish(progress());
        views.put("running with progress", job(after(fresh, SUBMITTED, QUEUED, STARTED)));
        for (JobEvent event : List.of(SUBMITTED, QUEUED, STARTED, RETRIED, COMPLETED, FAILED, CANCELLED, EXPIRED)) {
            views.put("event " + event.getClass().getSimpleName(), mapper.valueToTree(EventView.of(event)));
        }
        views.put("progress", mapper.valueToTree(ProgressView.of(progress())));
        return views;
    }

    private static JobProgress progress() {
        return SampleJobs.preview(ID, ATTEMPT, 7);
    }

    private JsonNode job(JobRecord job) {
        return mapper.valueToTree(presenter.view(job));
    }

    private static JobRecord after(JobRecord job, JobEvent... events) {
        JobRecord after = job;
        for (JobEvent event : events) {
            after = after.after(event);
        }
        return after;
    }

    private JsonNode before() throws IOException {
        try (InputStream in = ViewJsonTest.class.getResourceAsStream("views-0.1.json")) {
            return mapper.readTree(new String(in.readAllBytes(), UTF_8));
        }
    }
}
