package org.stylize.systemtests;

import static org.stylize.systemtests.ScriptedGateway.json;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of the page in states that a healthy gateway leaves at once: the page shows nothing too early and leaves each
 * state in time. The page is the real one; what the service answers is scripted.
 */
@ExtendWith(SharedFleet.class)
abstract class OnScriptedGateway {
    static final String LIST = "/v1/stylizations?limit=12";
    static final String EMPTY_LIST = "{\"items\": []}";

    ScriptedGateway gateway;
    Browser browser;

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

    void openStudio() {
        browser.open(gateway.address() + "/");
    }

    void openJob(ScriptedJob job) {
        browser.open(gateway.address() + "/#/jobs/" + job.id());
    }

    boolean isShown(String id) {
        return browser.element(id).isDisplayed();
    }

    /** The state on the card of that job; empty if there is none. */
    String chip(int number) {
        return browser.all("#gallery li[data-id='" + job(number, "").id() + "'] .chip").stream()
                .findFirst()
                .map(chip -> chip.getText())
                .orElse("");
    }

    static String list(String... jobs) {
        return "{\"items\": [" + String.join(", ", jobs) + "]}";
    }

    static ScriptedJob job(int number, String state) {
        return new ScriptedJob(number, state, 10, 40, false, "2026-06-01T12:01:00Z");
    }

    static String completed(ScriptedJob job) {
        return "{\"type\": \"completed\", \"at\": \"2026-06-01T12:05:00Z\", \"steps\": " + job.steps()
                + ", \"size\": {\"width\": 64, \"height\": 48}, \"optimizationSeconds\": 12.5}";
    }

    static byte[] png(int width, int height) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
