package org.stylize.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's Chromium without a window. For one thread. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Checkout.file("system-tests/target/screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; where there is none the test is skipped, but with CI=true in the environment it fails. */
    static Browser start() {
        Programs.require("the browser's tests", "chromium chromium-driver", "chromium", "chromedriver");
        Path chromium = Programs.find("chromium").orElseThrow();
        Path chromedriver = Programs.find("chromedriver").orElseThrow();

        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-device-scale-factor=1");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String address) {
        driver.get(address);
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** What the address bar shows. */
    String address() {
        return driver.getCurrentUrl();
    }

    /** Width and height of the window, in pixels. */
    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    WebElement element(String id) {
        return driver.findElement(By.id(id));
    }

    /** All elements by CSS selector. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String id) {
        return element(id).getText();
    }

    void click(String id) {
        element(id).click();
    }

    /** Puts a file into the field, as the file picker does. */
    void choose(String id, Path file) {
        element(id).sendKeys(file.toAbsolutePath().toString());
    }

    /** Replaces what stands in the field. */
    void type(String id, String value) {
        element(id).clear();
        element(id).sendKeys(value);
    }

    /** Width in pixels of the picture itself; 0 while it is hidden or has not come. */
    long pictureWidth(String id) {
        Object width = driver.executeScript(
                "const i = document.getElementById(arguments[0]); return i.hidden || !i.complete ? 0 : i.naturalWidth",
                id);
        return ((Number) width).longValue();
    }

    /** Width in pixels of the first picture by CSS selector; 0 while it has not come. */
    long naturalWidth(String selector) {
        Object width = driver.executeScript("return document.querySelector(arguments[0]).naturalWidth", selector);
        return ((Number) width).longValue();
    }

    /** Scrolls to an element. */
    void show(String id) {
        driver.executeScript("arguments[0].scrollIntoView()", element(id));
    }

    /** Chooses an option by its value. */
    void select(String id, String value) {
        element(id).findElement(By.cssSelector("option[value='" + value + "']")).click();
    }

    /** How much wider than the window the page is. */
    long overflow() {
        Object pixels = driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return ((Number) pixels).longValue();
    }

    /** The cookies that scripts of the page see. */
    String cookiesOfScripts() {
        return String.valueOf(driver.executeScript("return document.cookie"));
    }

    String title() {
        return driver.getTitle();
    }

    /** Waits until the page has painted twice, and so has done what was due. */
    void settle() {
        driver.executeAsyncScript("const done = arguments[0];"
                + " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))");
    }

    /** Waits until the assertion holds. */
    void await(String what, Runnable assertion) {
        await(what, PATIENCE, assertion);
    }

    void await(String what, Duration longest, Runnable assertion) {
        Awaitility.await(what)
                .atMost(longest)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion::run);
    }

    /** Errors and warnings in the browser's console since it was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** Keeps what the window shows, for people. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
