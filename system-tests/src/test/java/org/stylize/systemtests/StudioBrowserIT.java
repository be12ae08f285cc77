package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees on the page, with the real services behind it. */
@ExtendWith(SharedFleet.class)
class StudioBrowserIT {
    private static final Path PHOTOGRAPH = Checkout.file("samples/photographs/coffee.jpg");
    private static final Path PAINTING = Checkout.file("samples/paintings/sun-over-the-sea.jpg");
    private static final Pattern STEP = Pattern.compile("Step (\\d+) of (\\d+).*");
    /** As the page writes it: the first steps' content term may be as small as 6.9e-4. */
    private static final String NUMBER = "\\d+(\\.\\d+)?(e-?\\d+)?";

    private static final Duration JOB_DEADLINE = Duration.ofMinutes(10);
    private static final int SIDE_PIXELS = 128;
    private static final int STEPS = 100;

    private Browser browser;

    @BeforeEach
    void openPage(SharedFleet.Addresses fleet) {
        browser = Browser.start();
        browser.resize(1360, 1000);
        browser.open(fleet.gateway() + "/");
    }

    @AfterEach
    void closePage() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void photographIsPaintedBeforeTheEyesAndStaysThereAfterAReload() {
        order(STEPS);

        browser.await("the page of the job", () -> assertThat(browser.address()).contains("#/jobs/"));
        browser.await("live progress", JOB_DEADLINE, () -> {
            Matcher step = STEP.matcher(browser.text("progress-text"));
            assertThat(step.matches()).isTrue();
            int all = Integer.parseInt(step.group(2)); // coarse steps come on top
            assertThat(all).isGreaterThanOrEqualTo(STEPS);
            assertThat(Integer.parseInt(step.group(1))).isBetween(1, all - 1);
        });
        browser.await("live preview", JOB_DEADLINE, () -> assertThat(browser.pictureWidth("stage-picture"))
                .isPositive());
        assertThat(browser.text("job-state")).isEqualTo("Painting");
        assertThat(browser.text("worker")).isEqualTo("worker-1");
        assertThat(browser.text("time-left")).matches(".*\\d.*");
        assertThat(browser.text("legend"))
                .matches("Content\\s+NUMBER\\s+Style\\s+NUMBER\\s+Total variation\\s+NUMBER".replace("NUMBER", NUMBER));
        browser.screenshot("painting");

        browser.await("the result", JOB_DEADLINE, () -> assertThat(browser.text("job-state"))
                .isEqualTo("Done"));
        showsTheResultBesideItsInputs();
        browser.screenshot("done");
        String address = browser.address();

        browser.reload();
        assertThat(browser.address()).isEqualTo(address);
        showsTheResultBesideItsInputs();
        browser.resize(390, 844);
        browser.await("the narrow page", () -> assertThat(browser.overflow()).isZero());
        browser.screenshot("done-phone");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void galleryLeadsToAJobThatIsDone() {
        order(1);
        browser.await("the result", JOB_DEADLINE, () -> assertThat(browser.text("job-state"))
                .isEqualTo("Done"));
        String id = browser.text("job-id");

        browser.click("new-picture");
        browser.await("the form", () -> assertThat(browser.element("studio").isDisplayed())
                .isTrue());
        browser.await("the job's card", () -> assertThat(browser.all("#gallery li[data-id='" + id + "'] .chip"))
                .singleElement()
                .satisfies(chip -> assertThat(chip.getText()).isEqualTo("Done")));
        String thumbnail = "#gallery li[data-id='" + id + "'] img";
        browser.await("its thumbnail", () -> assertThat(browser.naturalWidth(thumbnail))
                .isEqualTo(SIDE_PIXELS));
        assertThat(browser.all(thumbnail).get(0).getAttribute("src")).endsWith("/thumbnail");
        browser.all("#gallery li[data-id='" + id + "'] a").get(0).click();

        showsTheResultBesideItsInputs();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void refusedPictureIsExplainedBesideIt(@TempDir Path directory) throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.jpg"), "Dear sir, this is not a picture.");
        browser.choose("content", PHOTOGRAPH);
        browser.choose("style", letter);
        offered();

        browser.click("start");

        browser.await("the reason", () -> assertThat(browser.text("style-error"))
                .contains("The picture can't be read")
                .contains("but found a text file"));
        assertThat(browser.text("content-error")).isEmpty();
        assertThat(browser.element("start").isEnabled()).isTrue();
        browser.screenshot("refused");
    }

    @Test
    void numberOutOfRangeIsExplainedBesideItAndNothingIsSent() {
        browser.choose("content", PHOTOGRAPH);
        browser.choose("style", PAINTING);
        offered();
        browser.type("steps", "0");

        browser.click("start");

        assertThat(browser.text("steps-error")).isEqualTo("Must be an integer from 1 to 10000");
        assertThat(browser.address()).doesNotContain("#/jobs/");
    }

    @Test
    void draftIsSmallerAndHasTheSameOptimizer() {
        offered();
        List<String> presets = browser.all("#preset option").stream()
                .map(option -> option.getAttribute("value"))
                .toList();
        assertThat(presets).contains("balanced", "d2l", "johnson");
        for (String preset : presets) {
            browser.select("preset", preset);
            browser.all("input[value='full'] + span").get(0).click();
            List<Double> full = dials();
            browser.all("input[value='draft'] + span").get(0).click();
            List<Double> draft = dials();

            assertThat(draft.get(0)).as("long side of " + preset).isBetween(0.4 * full.get(0), 0.6 * full.get(0));
            assertThat(draft.get(1)).as("steps of " + preset).isEqualTo(Math.min(full.get(1), 120));
            assertThat(draft.subList(2, draft.size()))
                    .as("weights and rate of " + preset)
                    .isEqualTo(full.subList(2, full.size()));
        }
    }

    @Test
    void jobThatIsNotThereIsExplained(SharedFleet.Addresses fleet) {
        browser.open(fleet.gateway() + "/#/jobs/0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e");
        browser.reload();

        browser.await(
                "the reason", () -> assertThat(browser.text("job-problem")).contains("There is no such job"));
    }

    /** Values of the dials that the preset has, long side and steps first. */
    private List<Double> dials() {
        return browser.all(".dial:not([hidden]) input[type='number']").stream()
                .map(dial -> Double.valueOf(dial.getAttribute("value")))
                .toList();
    }

    private void order(int steps) {
        browser.choose("content", PHOTOGRAPH);
        browser.choose("style", PAINTING);
        offered();
        browser.type("longSidePixels", String.valueOf(SIDE_PIXELS));
        browser.type("steps", String.valueOf(steps));
        browser.click("start");
    }

    private void offered() {
        browser.await("presets", () -> assertThat(browser.all("#preset option")).isNotEmpty());
    }

    private void showsTheResultBesideItsInputs() {
        browser.await("the result", () -> assertThat(browser.pictureWidth("stage-picture"))
                .isEqualTo(SIDE_PIXELS));
        browser.await("the inputs", () -> {
            assertThat(browser.pictureWidth("input-content")).isPositive();
            assertThat(browser.pictureWidth("input-style")).isPositive();
        });
        assertThat(browser.element("inputs").isDisplayed()).isTrue();
        assertThat(browser.element("download").getAttribute("href")).endsWith("/result");
    }
}
