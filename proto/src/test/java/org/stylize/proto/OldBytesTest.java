package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeOverrides;

/**
 * Records as the first version wrote them (first-version.properties, hexadecimal, never made again) are read by every
 * later one, and mean the same.
 */
class OldBytesTest {
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456789Z");
    static final JobId ID = JobId.parse("0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e");
    static final Attempt ATTEMPT =
            new Attempt("0198f0c2-9000-7c31-9a55-3f0c9a1d2b4e", "worker-1", "gpu0", Slice.FIRST, 2);
    static final Plan PLAN = new Plan(500, 450, 300);
    static final Losses LOSSES = new Losses(1.5, 2.5, 0.25, 4.25, Map.of("style:relu1_1", 2.5));
    static final Problem PROBLEM = new Problem(ProblemType.IMAGE_UNREADABLE, "the JPEG ends in mid-picture");
    static final Outcome OUTCOME =
            new Outcome(new ImageRef("stylize", "jobs/p.png"), 500, 450, 300, LOSSES, 61.75, "", false, null);
    static final StylizationJob JOB = StylizationJob.of(
            ID,
            JobPictures.of(
                    new ImageRef("stylize", "in/photo.jpg"),
                    List.of(new ImageRef("stylize", "in/wave.png"), new ImageRef("stylize", "in/ä.png"))),
            new RecipeChoice.Preset("d2l", "{\"steps\":40}"),
            NOON,
            "my-key");
    /** As the first version computed it. */
    static final String OLD_FINGERPRINT = "19e70959dea520442086448c6670a60b6a338a0e2a7333e444f3a86c4ab52650";

    private final JobCodec codec = new JobCodec("/test");

    @Test
    void submissionsAndRequests() {
        assertThat(codec.decodeSubmission(bytes("submission"))).isEqualTo(JOB);
        assertThat(codec.decodeRequest(bytes("request")))
                .isEqualTo(new SliceRequest(
                        JOB.withRecipe(new RecipeChoice.Explicit("{\"name\":\"mine\"}")), Slice.FIRST, null));
    }

    @Test
    void reports() {
        assertThat(codec.decodeReport(bytes("report.started")))
                .isEqualTo(new JobReport.Started(ID, ATTEMPT, NOON, PLAN, null));
        assertThat(codec.decodeReport(bytes("report.completed")))
                .isEqualTo(new JobReport.Completed(ID, ATTEMPT, NOON, OUTCOME));
        assertThat(codec.decodeReport(bytes("report.failed")))
                .isEqualTo(new JobReport.Failed(ID, ATTEMPT, NOON, PROBLEM));
        assertThat(codec.decodeReport(bytes("report.released")))
                .isEqualTo(new JobReport.Released(ID, ATTEMPT, NOON, JobReport.Release.FAULT, PROBLEM));
    }

    @Test
    void events() {
        assertThat(codec.decodeEvent(bytes("event.submitted"))).isEqualTo(new JobEvent.Submitted(ID, 1, NOON));
        assertThat(codec.decodeEvent(bytes("event.started")))
                .isEqualTo(new JobEvent.Started(ID, 3, NOON, ATTEMPT, PLAN));
        assertThat(codec.decodeEvent(bytes("event.retried")))
                .isEqualTo(new JobEvent.Retried(ID, 4, NOON, ATTEMPT, PROBLEM, NOON));
        assertThat(codec.decodeEvent(bytes("event.completed")))
                .isEqualTo(new JobEvent.Completed(ID, 5, NOON, ATTEMPT, OUTCOME));
        assertThat(codec.decodeEvent(bytes("event.failed"))).isEqualTo(new JobEvent.Failed(ID, 5, NOON, PROBLEM));
    }

    @Test
    void progressRecordsOfJobsAndDeadLetters() {
        assertThat(codec.decodeProgress(bytes("progress"))).isEqualTo(progress());
        assertThat(codec.decodeJob(bytes("job"))).isEqualTo(record());
        assertThat(codec.decodeDeadLetter(bytes("dead-letter"))).isEqualTo(deadLetter());
        assertThat(codec.decodeControl(bytes("control"))).isEqualTo(new JobControl.Cancel(ID, NOON));
    }

    static JobProgress progress() {
        return new JobProgress(
                ID, ATTEMPT, NOON, 42, 500, LOSSES, 0.3, 4.5, 101.5, new ImageRef("stylize", "jobs/preview.jpg"));
    }

    @Test
    void aJobOfTheFirstVersionIsTheSameAsItsSubmissionSentAgain() {
        JobRecord known = codec.decodeJob(bytes("job"));
        assertThat(known.isFor(codec.decodeSubmission(bytes("submission")))).isTrue();
        assertThat(known.isFor(JOB.withRecipe(new RecipeChoice.Explicit("{}")))).isFalse();
    }

    @Test
    void aJobOfTheFirstVersionRunsTheRecipeThatItsChoiceStandsForNow() {
        assertThat(codec.decodeJob(bytes("job")).job().resolve())
                .isEqualTo(Presets.named("d2l").with(RecipeOverrides.fromJson("{\"steps\":40}")));
    }

    static JobRecord record() {
        return new JobRecord(JOB, new JobStatus.Submitted(), 0, NOON, NOON, 0, Dispatch.first(NOON), OLD_FINGERPRINT)
                .after(new JobEvent.Started(ID, 3, NOON, ATTEMPT, PLAN))
                .after(new JobEvent.Completed(ID, 4, NOON, ATTEMPT, OUTCOME));
    }

    static DeadLetter deadLetter() {
        return new DeadLetter(
                DeadLetter.Kind.SUBMISSION, ID.toString(), NOON, PROBLEM, 2, ByteString.copyFromUtf8("whole request"));
    }

    /** All records of one job, which a gateway and a worker of release 0.1.0 wrote. */
    @Test
    void aJobOfRelease010() {
        Properties records = file("release-0.1.0.properties");
        JobId id = JobId.parse(records.getProperty("id"));
        StylizationJob job = codec.decodeSubmission(bytes(records, "submission"));
        JobRecord known = codec.decodeJob(bytes(records, "job"));
        List<JobEvent> events = Stream.of("submitted", "queued", "started", "completed")
                .map(kind -> codec.decodeEvent(bytes(records, "event." + kind)))
                .toList();
        JobReport.Completed completed = (JobReport.Completed) codec.decodeReport(bytes(records, "report.completed"));

        assertThat(job.id()).isEqualTo(id);
        assertThat(job.tenant()).isEqualTo(Tenant.DEFAULT);
        assertThat(known.isFor(job)).isTrue();
        assertThat(known.state()).isEqualTo(JobState.COMPLETED);
        assertThat(known.sequence()).isEqualTo(4);
        assertThat(known.outcome()).isEqualTo(completed.outcome());
        assertThat(known.outcome().pastiche().key()).startsWith(JobKeys.madeBefore(id));
        assertThat(events)
                .extracting(JobEvent::kind)
                .containsExactly(
                        JobEvent.Kind.SUBMITTED, JobEvent.Kind.QUEUED, JobEvent.Kind.STARTED, JobEvent.Kind.COMPLETED);
        assertThat(events).extracting(JobEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(codec.decodeReport(bytes(records, "report.started")).id()).isEqualTo(id);
        assertThat(codec.decodeProgress(bytes(records, "progress")).id()).isEqualTo(id);
        assertThat(codec.decodeRequest(bytes(records, "request")).job().resolve())
                .isEqualTo(known.job().resolve());
    }

    private static Received bytes(String name) {
        return bytes(file("first-version.properties"), name);
    }

    private static Received bytes(Properties records, String name) {
        return Received.of(null, HexFormat.of().parseHex(records.getProperty(name)), header -> null);
    }

    private static Properties file(String name) {
        Properties records = new Properties();
        try (InputStream in = OldBytesTest.class.getResourceAsStream(name)) {
            records.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return records;
    }
}
