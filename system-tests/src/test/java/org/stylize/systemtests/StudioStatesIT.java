package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.systemtests.ScriptedGateway.answer;
import static org.stylize.systemtests.ScriptedGateway.cut;
import static org.stylize.systemtests.ScriptedGateway.json;
import static org.stylize.systemtests.ScriptedGateway.problem;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States of the page that a healthy gateway leaves at once: nothing is shown too early, and every state is left when its
 * time is over. The page is the real one; what the service answers is scripted.
 */
@ExtendWith(SharedFleet.class)
class StudioStatesIT {
    private static final Path PHOTOGRAPH = Checkout.file("samples/photographs/coffee.jpg");
    private static final Path PAINTING = Checkout.file("samples/paintings/sun-over-the-sea.jpg");
    private static final String LIST = "/v1/stylizations?limit=12";
    private static final String EMPTY_LIST = "{\"items\": []}";

    private ScriptedGateway gateway;
    private Browser browser;

    @BeforeEach
    void start(SharedFleet.Addresses fleet) {
        gateway = ScriptedGateway.before(fleet.gateway());
        gateway.on(LIST, json(EMPTY_LIST));
        browser = Browser.start();
        browser.resize(1360, 1000);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
    }

    // The list of recent pictures

    @Test
    void listIsNotCalledEmptyBeforeItHasCome() {
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
    void listThatDoesNotComeIsAProblemUntilItComes() {
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
    void listFromAProxyThatIsNoJsonIsAProblemUntilItComes() {
        gateway.on(LIST, answer(200, "text/html", "<h1>Log in first</h1>".getBytes(UTF_8)));
        openStudio();

        browser.await(
                "the problem", () -> assertThat(browser.text("recent-problem")).contains("The answer can’t be read"));
        gateway.on(LIST, json(list(job(1, "QUEUED").json())));

        browser.await("the list", () -> assertThat(chip(1)).isEqualTo("Waiting"));
    }

    @Test
    void olderJobThatFinishesIsNotPaintingForEver() {
        String newest = IntStream.rangeClosed(101, 112)
                .mapToObj(number -> job(number, "FAILED").json())
                .collect(Collectors.joining(", "));
        gateway.on(LIST, json("{\"items\": [" + newest + "], \"next\": \"older\"}"));
        gateway.on(LIST + "&cursor=older", json(list(job(1, "RUNNING").json())));
        gateway.on(job(1, "RUNNING").path(), json(job(1, "RUNNING").json()));
        openStudio();
        browser.await("the list", () -> assertThat(isShown("older")).isTrue());
        browser.click("older");
        browser.await("the older job", () -> assertThat(chip(1)).isEqualTo("Painting"));

        gateway.on(job(1, "RUNNING").path(), json(job(1, "COMPLETED").later().json()));

        browser.await("its end", () -> assertThat(chip(1)).isEqualTo("Done"));
    }

    @Test
    void olderJobThatIsDeletedLeavesTheList() {
        String newest = IntStream.rangeClosed(101, 112)
                .mapToObj(number -> job(number, "FAILED").json())
                .collect(Collectors.joining(", "));
        gateway.on(LIST, json("{\"items\": [" + newest + "], \"next\": \"older\"}"));
        gateway.on(LIST + "&cursor=older", json(list(job(1, "RUNNING").json())));
        gateway.on(job(1, "RUNNING").path(), json(job(1, "RUNNING").json()));
        openStudio();
        browser.await("the list", () -> assertThat(isShown("older")).isTrue());
        browser.click("older");
        browser.await("the older job", () -> assertThat(chip(1)).isEqualTo("Painting"));

        gateway.on(job(1, "RUNNING").path(), problem(404, "There is no such job"));

        browser.await("its card", () -> assertThat(browser.all("#gallery li")).hasSize(12));
    }

    @Test
    void lateAnswerDoesNotUndoTheEndOfAJob() {
        Job job = job(1, "RUNNING");
        gateway.on(LIST, json(list(job.json())));
        gateway.on(job.path() + "/result", answer(200, "image/png", png(64, 48)));
        gateway.on(job.path() + "/thumbnail", answer(200, "image/jpeg", png(64, 48)));
        ScriptedGateway.Events events = gateway.stream(job.path() + "/events").send("snapshot", job.json());
        openJob(job);
        browser.await(
                "the running job", () -> assertThat(browser.text("job-state")).isEqualTo("Painting"));
        browser.await("its card", () -> assertThat(chip(1)).isEqualTo("Painting"));

        // The list goes on to say that the job is running, as an answer does that was under way.
        events.send("completed", completed(job));

        browser.await("the end", () -> assertThat(browser.text("job-state")).isEqualTo("Done"));
        browser.await("its card", () -> assertThat(chip(1)).isEqualTo("Done"));
        browser.await("the next list", () -> assertThat(gateway.answers(LIST)).isGreaterThan(3));
        assertThat(chip(1)).isEqualTo("Done");
    }

    @Test
    void thumbnailThatFailsOnceComesLater() {
        Job job = job(1, "COMPLETED");
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

    // The page of a job

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELLED", "EXPIRED"})
    void jobThatEndedWithoutAPictureIsNotAskedFor(String state) {
        Job job = job(1, state).steps(0, 0);
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
    void jobThatFailsWhileItIsPaintedHasNoLivePreviewAndNoStepsToDo() {
        Job job = job(1, "RUNNING").steps(12, 40).withPreview();
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
    void jobThatWaitsAgainHasNoTimeLeftAndNoLivePreview() {
        Job job = job(1, "RUNNING").steps(12, 40).withPreview();
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
    void resultThatCannotBeLoadedIsSaidAndTriedAgain() {
        Job job = job(1, "COMPLETED");
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
    void slowResultIsSaidToBeLoading() {
        Job job = job(1, "COMPLETED");
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
    void pictureOfOneJobDoesNotComeUpOnThePageOfAnother() {
        Job slow = job(1, "COMPLETED");
        Job other = job(2, "QUEUED");
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
    void lostConnectionIsSaidUntilItIsBack() {
        Job job = job(1, "QUEUED");
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
    void jobThatIsGoneHasNoStateAndNoCard() {
        Job job = job(1, "RUNNING");
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

    // The form

    @Test
    void buttonSaysWhatItWaitsForUntilThePresetsHaveCome() {
        ScriptedGateway.Held presets = gateway.hold("/v1/presets", problem(503, "Not now"));
        openStudio();

        assertThat(browser.text("start")).isEqualTo("Loading the presets …");
        assertThat(browser.element("start").isEnabled()).isFalse();
        presets.release();
        browser.await(
                "the problem", () -> assertThat(browser.text("order-problem")).contains("Not now"));
        gateway.forget("/v1/presets");

        browser.await("the presets", () -> assertThat(browser.text("start")).isEqualTo("Start painting"));
        assertThat(browser.element("start").isEnabled()).isTrue();
        assertThat(isShown("order-problem")).isFalse();
    }

    @Test
    void submissionThatAProxyAnswersIsAProblemAndMayBeTriedAgain() {
        openStudio();
        browser.choose("content", PHOTOGRAPH);
        browser.choose("style", PAINTING);
        browser.await("the presets", () -> assertThat(browser.element("start").isEnabled())
                .isTrue());
        gateway.on("/v1/stylizations", answer(200, "text/html", "<h1>Log in first</h1>".getBytes(UTF_8)));

        browser.click("start");

        browser.await(
                "the problem", () -> assertThat(browser.text("order-problem")).contains("The answer can’t be read"));
        assertThat(browser.element("start").isEnabled()).isTrue();
        assertThat(browser.text("start")).isEqualTo("Start painting");
    }

    @Test
    void fileThatTheBrowserCannotShowIsNotCalledMissing(@TempDir Path directory) throws IOException {
        Path tiff = Files.write(directory.resolve("scan.tif"), new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0});
        openStudio();
        browser.choose("content", tiff);

        browser.await("the note", () -> assertThat(browser.all("[data-part='content'] .unseen"))
                .singleElement()
                .satisfies(note -> assertThat(note.getText()).contains("No preview")));
        assertThat(browser.all("[data-part='content'] .empty:not(.unseen)"))
                .singleElement()
                .satisfies(invitation -> assertThat(invitation.isDisplayed()).isFalse());
    }

    private void openStudio() {
        browser.open(gateway.address() + "/");
    }

    private void openJob(Job job) {
        browser.open(gateway.address() + "/#/jobs/" + job.id());
    }

    private boolean isShown(String id) {
        return browser.element(id).isDisplayed();
    }

    /** The state on the card of that job; empty if there is none. */
    private String chip(int number) {
        return browser.all("#gallery li[data-id='" + job(number, "").id() + "'] .chip").stream()
                .findFirst()
                .map(chip -> chip.getText())
                .orElse("");
    }

    private static String list(String... jobs) {
        return "{\"items\": [" + String.join(", ", jobs) + "]}";
    }

    private static Job job(int number, String state) {
        return new Job(number, state, 10, 40, false, "2026-06-01T12:01:00Z");
    }

    private static String completed(Job job) {
        return "{\"type\": \"completed\", \"at\": \"2026-06-01T12:05:00Z\", \"steps\": " + job.steps
                + ", \"size\": {\"width\": 64, \"height\": 48}, \"optimizationSeconds\": 12.5}";
    }

    /** What the service says of a job. */
    private record Job(int number, String state, int step, int steps, boolean preview, String updatedAt) {
        String id() {
            return "0198f0c2-7e5b-7c31-9a55-%012d".formatted(number);
        }

        String path() {
            return "/v1/stylizations/" + id();
        }

        Job steps(int done, int all) {
            return new Job(number, state, done, all, preview, updatedAt);
        }

        Job withPreview() {
            return new Job(number, state, step, steps, true, updatedAt);
        }

        Job later() {
            return new Job(number, state, step, steps, preview, "2026-06-01T12:09:00Z");
        }

        String json() {
            String links = "\"self\": \"" + path() + "\", \"events\": \"" + path() + "/events\""
                    + (preview ? ", \"preview\": \"" + path() + "/preview\"" : "")
                    + (state.equals("COMPLETED") ? ", \"result\": \"" + path() + "/result\"" : "");
            String end = state.equals("FAILED")
                    ? ", \"problem\": {\"title\": \"The picture can't be read\", \"detail\": \"it is cut off\"}"
                    : "";
            return """
                {"id": "%s", "state": "%s", "preset": "balanced", "submittedAt": "2026-06-01T12:00:00Z",
                 "updatedAt": "%s", "startedAt": "2026-06-01T12:00:30Z", "attempt": 1, "step": %d, "steps": %d,
                 "worker": "worker-1", "size": {"width": 64, "height": 48}, "links": {%s}%s}\
                """.formatted(id(), state, updatedAt, step, steps, links, end);
        }
    }

    private static byte[] png(int width, int height) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
