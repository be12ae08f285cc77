package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.systemtests.ScriptedGateway.answer;
import static org.stylize.systemtests.ScriptedGateway.json;
import static org.stylize.systemtests.ScriptedGateway.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The buttons of a job: cancel, finish now, try again, delete. */
class StudioCommandsIT extends OnScriptedGateway {
    private static final List<String> BUTTONS = List.of("finish", "cancel", "retry", "delete");
    private static final String NOT_POSSIBLE = "{\"type\": \"/problems/not-possible\", \"status\": 409,"
            + " \"title\": \"The job's state does not allow it\", \"detail\": \"job 1 has ended already\"}";

    @ParameterizedTest
    @CsvSource({
        "SUBMITTED, cancel",
        "QUEUED, cancel",
        "RUNNING, finish cancel",
        "COMPLETED, delete",
        "FAILED, retry delete",
        "CANCELLED, retry delete",
        "EXPIRED, retry delete"
    })
    void eachStateHasItsButtons(String state, String buttons) {
        ScriptedJob job = job(1, state);
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        open(job);

        assertThat(shown()).isEqualTo(List.of(buttons.split(" ")));
        assertThat(browser.overflow()).isZero();
        browser.screenshot("commands-" + state.toLowerCase(Locale.ROOT));
    }

    @Test
    void cancelShowsTheNewStateAtOnce() {
        ScriptedJob job = job(1, "RUNNING");
        ScriptedGateway.Held cancel = gateway.hold(
                job.path() + "/cancel",
                only("POST", json(job(1, "CANCELLED").later().json())));
        open(job);

        browser.element("cancel").sendKeys(Keys.ENTER);
        browser.await("the command", () -> assertThat(browser.text("cancel")).isEqualTo("Cancelling …"));
        browser.screenshot("commands-cancelling");
        cancel.release();

        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo("Cancelled"));
        assertThat(shown()).containsExactly("retry", "delete");
        assertThat(focused()).isEqualTo("job-title");
    }

    @Test
    void finishSaysSoUntilThePictureIsThere() {
        ScriptedJob job = job(1, "RUNNING");
        gateway.on(job.path() + "/finish", only("POST", json(with(job, "\"deadline\": \"2026-06-01T12:04:00Z\""))));
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        ScriptedGateway.Events events = open(job);

        browser.element("finish").sendKeys(Keys.SPACE);

        browser.await("the command", () -> assertThat(browser.text("finish")).isEqualTo("Finishing …"));
        assertThat(browser.text("job-state")).isEqualTo("Painting");
        browser.click("finish");
        browser.screenshot("commands-finishing");
        events.send("completed", completed(job).replace("12.5}", "12.5, \"finishedEarly\": true}"));

        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo("Done"));
        assertThat(browser.text("progress-text")).startsWith("Finished early: ");
        browser.await(
                "the caption", () -> assertThat(browser.text("stage-caption")).contains("finished early"));
        assertThat(gateway.questions(job.path() + "/finish")).isEqualTo(1);
        browser.screenshot("commands-finished-early");
    }

    @Test
    void tryAgainGoesToTheNewJob() {
        ScriptedJob job = job(1, "FAILED");
        ScriptedJob next = job(2, "QUEUED");
        gateway.on(job.path() + "/retry", only("POST", answer(202, "application/json", bytes(next.json()))));
        gateway.stream(next.path() + "/events").send("snapshot", next.json());
        open(job);

        browser.click("retry");

        browser.await("the new job", () -> assertThat(browser.text("job-id")).isEqualTo(next.id()));
        browser.await("its state", () -> assertThat(browser.text("job-state")).isEqualTo("Waiting"));
        assertThat(browser.address()).endsWith("#/jobs/" + next.id());
    }

    @Test
    void deleteAsksFirstAndGoesToTheForm() {
        ScriptedJob job = job(1, "COMPLETED");
        gateway.on(LIST, json(list(job.json())));
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        gateway.on(job.path() + "/thumbnail", answer(200, "image/png", png(64, 48)));
        gateway.on(job.path(), only("DELETE", exchange -> exchange.sendResponseHeaders(204, -1)));
        open(job);

        browser.element("delete").sendKeys(Keys.ENTER);
        browser.await(
                "the question", () -> assertThat(isShown("delete-question")).isTrue());
        assertThat(focused()).isEqualTo("delete-no");
        browser.screenshot("commands-delete-question");
        browser.element("delete-no").sendKeys(Keys.ESCAPE);
        browser.await(
                "no question", () -> assertThat(isShown("delete-question")).isFalse());
        assertThat(gateway.questions(job.path())).isZero();
        assertThat(focused()).isEqualTo("delete");

        browser.element("delete").sendKeys(Keys.ENTER);
        browser.element("delete-yes").sendKeys(Keys.ENTER);
        gateway.on(LIST, json(EMPTY_LIST));

        browser.await("the form", () -> assertThat(isShown("studio")).isTrue());
        assertThat(browser.address()).endsWith("#/");
        browser.await("its card", () -> assertThat(browser.all("#gallery li")).isEmpty());
        assertThat(gateway.questions(job.path())).isEqualTo(1);
    }

    @Test
    void refusalIsShownWithTheStateThatTheJobHasNow() {
        ScriptedJob job = job(1, "RUNNING");
        gateway.on(job.path() + "/cancel", answer(409, "application/problem+json", bytes(NOT_POSSIBLE)));
        gateway.on(job.path(), json(job(1, "COMPLETED").later().json()));
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        open(job);

        browser.click("cancel");

        browser.await("the reason", () -> assertThat(browser.text("command-problem"))
                .contains("The job's state does not allow it", "Job 1 has ended already"));
        assertThat(browser.text("job-state")).isEqualTo("Done");
        assertThat(shown()).containsExactly("delete");
        browser.screenshot("commands-refused");
    }

    @Test
    void failureIsShownAndTheCommandCanBeRepeated() {
        ScriptedJob job = job(1, "QUEUED");
        gateway.on(job.path() + "/cancel", problem(503, "Not now"));
        open(job);

        browser.click("cancel");

        browser.await(
                "the reason", () -> assertThat(browser.text("command-problem")).contains("Not now"));
        browser.await("the button", () -> assertThat(browser.text("cancel")).isEqualTo("Cancel"));
        gateway.on(job.path() + "/cancel", json(job(1, "CANCELLED").later().json()));
        browser.click("cancel");
        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo("Cancelled"));
        assertThat(isShown("command-problem")).isFalse();
    }

    private ScriptedGateway.Events open(ScriptedJob job) {
        ScriptedGateway.Events events = gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);
        browser.await("the job", () -> assertThat(browser.text("job-state")).isNotEmpty());
        return events;
    }

    private List<String> shown() {
        return BUTTONS.stream().filter(this::isShown).toList();
    }

    private String focused() {
        return browser.all(":focus").stream()
                .findFirst()
                .map(element -> String.valueOf(element.getAttribute("id")))
                .orElse("");
    }

    private static String with(ScriptedJob job, String field) {
        return job.json().replaceFirst("\\{", "{" + field + ", ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Answers that method only, and breaks the connection for any other. */
    private static ScriptedGateway.Script only(String method, ScriptedGateway.Script script) {
        return exchange -> {
            if (exchange.getRequestMethod().equals(method)) {
                script.answer(exchange);
            }
        };
    }
}
