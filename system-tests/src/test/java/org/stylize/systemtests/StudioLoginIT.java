package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;

/** The page of a gateway that asks for keys, in a real browser. No worker: what is submitted waits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudioLoginIT {
    private static final String KEY = "sty_keyoftests00_01234567890123456789012345678901234567893LKwIk";
    private static final Path PHOTOGRAPH = Checkout.file("samples/photographs/coffee.jpg");
    private static final Path PAINTING = Checkout.file("samples/paintings/sun-over-the-sea.jpg");
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);

    private Fleet fleet;
    private String address;
    private Browser browser;

    @BeforeAll
    void startFleet() throws IOException {
        Path directory =
                Files.createTempDirectory(Files.createDirectories(Checkout.file("system-tests/target")), "login-");
        fleet = new Fleet(new FleetSettings(
                Checkout.root(),
                directory,
                0,
                0,
                0,
                Map.of("gateway.access.anonymous", "false", "gateway.access.first-key", KEY)));
        fleet.startStack();
        ServiceProcess gateway = fleet.startGateway();
        address = "http://localhost:" + gateway.awaitReady(START_DEADLINE).getProperty("http.port");
    }

    @AfterAll
    void stopFleet() {
        fleet.close();
    }

    @BeforeEach
    void startBrowser() {
        browser = Browser.start();
        browser.resize(1360, 1000);
    }

    @AfterEach
    void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theApiPageTakesAKey() {
        browser.open(address + "/api/");
        browser.await(
                "the button", () -> assertThat(browser.all(".btn.authorize")).isNotEmpty());
        browser.all(".btn.authorize").get(0).click();
        browser.await("the field", () -> assertThat(browser.all(".auth-container input"))
                .isNotEmpty());
        browser.all(".auth-container input").get(0).sendKeys(KEY);
        browser.all(".auth-btn-wrapper .authorize").get(0).click();
        browser.all(".auth-btn-wrapper .btn-done").get(0).click();

        browser.all("#operations-Keys-me .opblock-summary-control").get(0).click();
        browser.await("the operation", () -> assertThat(browser.all("#operations-Keys-me .execute"))
                .isNotEmpty());
        browser.all("#operations-Keys-me .execute").get(0).click();
        browser.await("the answer", () -> assertThat(
                        browser.all("#operations-Keys-me .live-responses-table .response-col_status"))
                .anyMatch(status -> status.getText().contains("200")));
        browser.screenshot("api-page");
    }

    @Test
    void aPersonLogsInWithAKeyWorksAndLogsOut() {
        browser.open(address + "/");
        browser.await("the login", () -> assertThat(isShown("login-section")).isTrue());
        assertThat(isShown("studio")).isFalse();
        assertThat(isShown("recent")).isFalse();
        assertThat(isShown("login-issuer-part")).as("there is no issuer").isFalse();
        browser.screenshot("login");

        browser.type("login-key", "sty_wrong");
        browser.click("login-start");
        browser.await(
                "the reason", () -> assertThat(browser.text("login-problem")).contains("malformed"));
        browser.screenshot("login-failed");

        logIn();
        assertThat(browser.text("who-name")).isEqualTo("first key");
        assertThat(browser.text("who-tenant")).isEqualTo("default");
        assertThat(isShown("login-section")).isFalse();
        browser.screenshot("logged-in");

        browser.choose("content", PHOTOGRAPH);
        browser.choose("style", PAINTING);
        browser.await("the presets", () -> assertThat(browser.element("start").isEnabled())
                .isTrue());
        browser.click("start");
        browser.await("the job, by its stream", Duration.ofSeconds(60), () -> assertThat(browser.text("job-state"))
                .isEqualTo("Waiting"));
        browser.screenshot("job-of-a-session");
        browser.click("cancel");
        browser.await("the end", Duration.ofSeconds(60), () -> assertThat(browser.text("job-state"))
                .isEqualTo("Cancelled"));

        browser.click("logout");
        browser.await(
                "the login again", () -> assertThat(isShown("login-section")).isTrue());
        assertThat(browser.all("#gallery li")).as("nothing of it stays").isEmpty();
    }

    @Test
    void aReloadKeepsTheSessionAndNoScriptSeesIt() {
        browser.open(address + "/");
        browser.await("the login", () -> assertThat(isShown("login-section")).isTrue());
        logIn();

        browser.reload();

        browser.await("who it is", Duration.ofSeconds(60), () -> assertThat(browser.text("who-name"))
                .isEqualTo("first key"));
        assertThat(browser.cookiesOfScripts()).isEmpty();
    }

    private void logIn() {
        browser.type("login-key", KEY);
        browser.click("login-start");
        browser.await("the studio", () -> assertThat(isShown("studio")).isTrue());
        browser.await("who it is", () -> assertThat(isShown("who")).isTrue());
    }

    private boolean isShown(String id) {
        return browser.element(id).isDisplayed();
    }
}
