package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.systemtests.ScriptedGateway.answer;
import static org.stylize.systemtests.ScriptedGateway.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form for a new job, with answers that are late or wrong. */
class StudioFormIT extends OnScriptedGateway {
    private static final Path PHOTOGRAPH = Checkout.file("samples/photographs/coffee.jpg");
    private static final Path PAINTING = Checkout.file("samples/paintings/sun-over-the-sea.jpg");

    @Test
    void buttonSaysThatItWaitsForThePresets() {
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
    void htmlInsteadOfAnAcceptanceIsAProblemAndCanBeRetried() {
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
}
