package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.systemtests.ScriptedGateway.answer;
import static org.stylize.systemtests.ScriptedGateway.json;
import static org.stylize.systemtests.ScriptedGateway.problem;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of recent pictures, with answers that are late, wrong or missing. */
class StudioListIT extends OnScriptedGateway {
    @Test
    void listIsNotCalledEmptyWhileItLoads() {
        ScriptedGateway.Held list = gateway.hold(LIST, json(EMPTY_LIST));
        openStudio();

        assertThat(isShown("recent-nothing")).isFalse();
        assertThat(browser.text("recent-loading")).isEqualTo("Loading …");
        browser.show("recent");
        browser.screenshot("list-loading");
        list.release();

        browser.await(
                "the empty list", () -> assertThat(isShown("recent-nothing")).isTrue());
        assertThat(isShown("recent-loading")).isFalse();
        browser.screenshot("list-empty");
    }

    @Test
    void failedListIsAProblemUntilARetrySucceeds() {
        gateway.on(LIST, problem(503, "Not now"));
        openStudio();

        browser.await(
                "the problem", () -> assertThat(browser.text("recent-problem")).contains("Not now"));
        assertThat(isShown("recent-nothing")).isFalse();
        assertThat(isShown("recent-loading")).isFalse();
        browser.show("recent");
        browser.screenshot("list-problem");
        gateway.on(LIST, json(list(job(1, "QUEUED").json())));

        browser.await("the list", () -> assertThat(chip(1)).isEqualTo("Waiting"));
        assertThat(isShown("recent-problem")).isFalse();
    }

    @Test
    void htmlInsteadOfTheListIsAProblemUntilARetrySucceeds() {
        gateway.on(LIST, answer(200, "text/html", "<h1>Log in first</h1>".getBytes(UTF_8)));
        openStudio();

        browser.await(
                "the problem", () -> assertThat(browser.text("recent-problem")).contains("The answer can’t be read"));
        gateway.on(LIST, json(list(job(1, "QUEUED").json())));

        browser.await("the list", () -> assertThat(chip(1)).isEqualTo("Waiting"));
    }

    @Test
    void olderJobThatFinishesIsShownAsDone() {
        openListWithOlderJob(job(1, "RUNNING"));

        gateway.on(job(1, "RUNNING").path(), json(job(1, "COMPLETED").later().json()));

        browser.await("its end", () -> assertThat(chip(1)).isEqualTo("Done"));
    }

    @Test
    void olderJobThatIsDeletedLeavesTheList() {
        openListWithOlderJob(job(1, "RUNNING"));

        gateway.on(job(1, "RUNNING").path(), problem(404, "There is no such job"));

        browser.await("its card", () -> assertThat(browser.all("#gallery li")).hasSize(12));
    }

    @Test
    void lateAnswerDoesNotUndoTheEndOfAJob() {
        ScriptedJob job = job(1, "RUNNING");
        gateway.on(LIST, json(list(job.json())));
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        gateway.on(job.path() + "/thumbnail", answer(200, "image/jpeg", png(64, 48)));
        ScriptedGateway.Events events = gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);
        browser.await(
                "the running job", () -> assertThat(browser.text("job-state")).isEqualTo("Painting"));
        browser.await("its card", () -> assertThat(chip(1)).isEqualTo("Painting"));

        // The list still says that the job is running, like an answer that was sent before the end.
        events.send("completed", completed(job));

        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo("Done"));
        browser.await("its card", () -> assertThat(chip(1)).isEqualTo("Done"));
        browser.await("the next list", () -> assertThat(gateway.answers(LIST)).isGreaterThan(3));
        assertThat(chip(1)).isEqualTo("Done");
    }

    @Test
    void failedThumbnailIsLoadedLater() {
        ScriptedJob job = job(1, "COMPLETED");
        gateway.on(LIST, json(list(job.json(), job(2, "RUNNING").json())));
        gateway.on(job.path() + "/thumbnail", problem(503, "Not now"));
        openStudio();
        browser.await("the card", () -> assertThat(chip(1)).isEqualTo("Done"));
        browser.await("the failure", () -> assertThat(gateway.answers(job.path() + "/thumbnail"))
                .isPositive());
        browser.await(
                "the icon", () -> assertThat(browser.all("#gallery li[data-id='" + job.id() + "'] img:not([hidden])"))
                        .isEmpty());

        gateway.on(job.path() + "/thumbnail", answer(200, "image/png", png(64, 48)));

        browser.await("the thumbnail", () -> assertThat(
                        browser.all("#gallery li[data-id='" + job.id() + "'] img:not([hidden])"))
                .isNotEmpty());
    }

    /** Twelve failed jobs, and that one behind the button for older jobs. */
    private void openListWithOlderJob(ScriptedJob job) {
        String newest = IntStream.rangeClosed(101, 112)
                .mapToObj(number -> job(number, "FAILED").json())
                .collect(Collectors.joining(", "));
        gateway.on(LIST, json("{\"items\": [" + newest + "], \"next\": \"older\"}"));
        gateway.on(LIST + "&cursor=older", json(list(job.json())));
        gateway.on(job.path(), json(job.json()));
        openStudio();
        browser.await("the list", () -> assertThat(isShown("older")).isTrue());
        browser.click("older");
        browser.await("the older job", () -> assertThat(chip(job.number())).isEqualTo("Painting"));
    }
}
