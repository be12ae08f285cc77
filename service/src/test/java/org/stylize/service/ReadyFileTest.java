package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFileTest {
    @TempDir
    private Path directory;

    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theFileIsThereWhenTheServiceIsReadyAndGoneWhenItIsClosed() throws IOException {
        Path file = directory.resolve("service.ready");
        try (ReadyFile readyFile = readyFile(file)) {
            readyFile.start();
            await().untilAtomic(asked, org.hamcrest.Matchers.greaterThan(2));
            assertThat(file).doesNotExist();

            ready.set(true);

            await().until(() -> Files.exists(file));
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            assertThat(properties).isEqualTo(Map.of("http.url", "http://localhost:8080", "pid", "17"));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aServiceThatIsNeverReadyWritesNothing() {
        Path file = directory.resolve("service.ready");
        ReadyFile readyFile = readyFile(file);
        readyFile.start();

        readyFile.close();

        ready.set(true);
        assertThat(file).doesNotExist();
    }

    @Test
    void closingBeforeTheStartIsFine() {
        readyFile(directory.resolve("service.ready")).close();

        assertThat(asked).hasValue(0);
    }

    private ReadyFile readyFile(Path file) {
        return new ReadyFile(
                file,
                () -> {
                    asked.incrementAndGet();
                    return ready.get();
                },
                () -> Map.of("http.url", "http://localhost:8080", "pid", "17"));
    }
}
