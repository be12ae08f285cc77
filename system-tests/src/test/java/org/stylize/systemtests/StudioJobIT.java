package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.systemtests.ScriptedGateway.answer;
import static org.stylize.systemtests.ScriptedGateway.cut;
import static org.stylize.systemtests.ScriptedGateway.json;
import static org.stylize.systemtests.ScriptedGateway.problem;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a job, with answers that are late, wrong or missing, and with jobs that end without a picture. */
class StudioJobIT extends OnScriptedGateway {
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELLED", "EXPIRED"})
    void endedJobWithoutAPictureIsNotShownAsLoading(String state) {
        ScriptedJob job = job(1, state).steps(0, 0);
        gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);

        String name = state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT);
        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo(name));
        assertThat(browser.text("progress-text")).isEqualTo(name);
        assertThat(browser.text("stage-waiting")).startsWith("There is no picture: the job");
        assertThat(isShown("job-offline")).isFalse();
        assertThat(isShown("left")).isFalse();
        browser.screenshot("job-" + name.toLowerCase(Locale.ROOT));
    }

    @Test
    void jobThatFailsWhileRunningShowsItsLastPreviewAndStep() {
        ScriptedJob job = job(1, "RUNNING").steps(12, 40).withPreview();
        gateway.on(job.path() + "/preview?step=12", answer(200, "image/png", png(64, 48)));
        ScriptedGateway.Events events = gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);
        browser.await(
                "the preview", () -> assertThat(browser.text("stage-caption")).isEqualTo("Live preview"));

        events.send(
                "failed",
                "{\"type\": \"failed\", \"at\": \"2026-06-01T12:05:00Z\","
                        + " \"problem\": {\"title\": \"The loss is NaN\", \"detail\": \"at step 13\"}}");

        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo("Failed"));
        assertThat(browser.text("stage-caption")).isEqualTo("The last preview");
        assertThat(browser.text("progress-text")).isEqualTo("Failed at step 12 of 40");
        assertThat(browser.text("job-problem")).contains("The loss is NaN");
        browser.screenshot("job-failed-with-preview");
    }

    @Test
    void retriedJobShowsNoTimeLeftAndNoLivePreview() {
        ScriptedJob job = job(1, "RUNNING").steps(12, 40).withPreview();
        gateway.on(job.path() + "/preview?step=12", answer(200, "image/png", png(64, 48)));
        ScriptedGateway.Events events = gateway.stream(job.path() + "/events").send("snapshot", job.json());
        events.send(
                "progress",
                "{\"step\": 14, \"steps\": 40, \"stepsPerSecond\": 2, \"secondsLeft\": 13, \"worker\": \"worker-1\"}");
        openJob(job);
        browser.await(
                "the time left", () -> assertThat(browser.text("time-left")).contains("13"));
        browser.await(
                "the preview", () -> assertThat(browser.text("stage-caption")).isEqualTo("Live preview"));

        events.send(
                "retried",
                "{\"type\": \"retried\", \"at\": \"2026-06-01T12:05:00Z\","
                        + " \"problem\": {\"title\": \"Not now\", \"detail\": \"the worker is stopping\"}}");

        browser.await("the queue", () -> assertThat(browser.text("job-state")).isEqualTo("Waiting"));
        assertThat(browser.text("time-left")).isEqualTo("–");
        assertThat(browser.text("rate")).isEqualTo("–");
        assertThat(browser.text("stage-caption")).isEqualTo("The last preview");
    }

    @Test
    void failedResultIsReportedAndRetried() {
        ScriptedJob job = job(1, "COMPLETED");
        gateway.on(job.path() + "/result", problem(503, "Not now"));
        gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);

        browser.await("the failure", () -> assertThat(browser.text("stage-waiting"))
                .isEqualTo("The picture can’t be loaded. Trying again …"));
        assertThat(isShown("download")).isFalse();
        browser.screenshot("result-fails");
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));

        browser.await("the result", () -> assertThat(browser.pictureWidth("stage-picture"))
                .isEqualTo(64));
        assertThat(isShown("stage-waiting")).isFalse();
        assertThat(isShown("download")).isTrue();
    }

    @Test
    void slowResultIsShownAsLoading() {
        ScriptedJob job = job(1, "COMPLETED");
        ScriptedGateway.Held result = gateway.hold(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);

        browser.await(
                "the wait", () -> assertThat(browser.text("stage-waiting")).isEqualTo("Loading the picture …"));
        result.release();

        browser.await("the result", () -> assertThat(browser.pictureWidth("stage-picture"))
                .isEqualTo(64));
    }

    @Test
    void latePictureOfOneJobIsNotShownForAnother() {
        ScriptedJob slow = job(1, "COMPLETED");
        ScriptedJob other = job(2, "QUEUED");
        gateway.on(LIST, json(list(other.json(), slow.json())));
        ScriptedGateway.Held result = gateway.hold(slow.path() + "/result", answer(200, "image/png", png(64, 48)));
        gateway.stream(slow.path() + "/events").send("snapshot", slow.json());
        gateway.stream(other.path() + "/events").send("snapshot", other.json());
        openJob(slow);
        browser.await(
                "the first job", () -> assertThat(browser.text("job-state")).isEqualTo("Done"));
        browser.await("the result", () -> assertThat(gateway.questions(slow.path() + "/result"))
                .isPositive());
        browser.all("#gallery li[data-id='" + other.id() + "'] a").get(0).click();
        browser.await(
                "the other job", () -> assertThat(browser.text("job-state")).isEqualTo("Waiting"));

        result.release();

        browser.await("the late picture", () -> assertThat(gateway.answers(slow.path() + "/result"))
                .isPositive());
        browser.settle();
        assertThat(browser.pictureWidth("stage-picture")).isZero();
        assertThat(isShown("download")).isFalse();
        assertThat(browser.text("stage-waiting")).isEqualTo("Waiting for a free worker …");
    }

    @Test
    void lostConnectionIsShownUntilItIsBack() {
        ScriptedJob job = job(1, "QUEUED");
        gateway.on(job.path() + "/events", cut());
        gateway.on(job.path(), cut());
        openJob(job);

        browser.await("the loss", () -> assertThat(isShown("job-offline")).isTrue());
        assertThat(browser.text("progress-text")).isEqualTo("Asking for the job …");
        assertThat(isShown("plot")).as("losses, of which there are none").isFalse();
        assertThat(isShown("story"))
                .as("what happened, of which nothing is known")
                .isFalse();
        browser.screenshot("job-offline");
        gateway.stream(job.path() + "/events").send("snapshot", job.json());

        browser.await("the job", () -> assertThat(browser.text("job-state")).isEqualTo("Waiting"));
        assertThat(isShown("job-offline")).isFalse();
        assertThat(isShown("story")).isTrue();
    }

    @Test
    void deletedJobHasNoStateAndNoCard() {
        ScriptedJob job = job(1, "RUNNING");
        gateway.on(LIST, json(list(job.json())));
        ScriptedGateway.Events events = gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);
        browser.await("the job", () -> assertThat(browser.text("job-state")).isEqualTo("Painting"));

        gateway.on(LIST, json(EMPTY_LIST));
        gateway.on(job.path(), problem(404, "There is no such job"));
        gateway.on(job.path() + "/events", problem(404, "There is no such job"));
        events.end();

        browser.await(
                "the reason", () -> assertThat(browser.text("job-problem")).contains("There is no such job"));
        assertThat(isShown("job-state")).isFalse();
        assertThat(isShown("job-offline")).isFalse();
        assertThat(browser.title()).isEqualTo("Not found · Stylize");
        assertThat(browser.all("#gallery li")).isEmpty();
        browser.screenshot("job-gone");
    }
}
