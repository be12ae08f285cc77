package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-08-14T09:00:01.123456789Z, 2026-08-14 09:00:01Z",
        "2026-08-14T09:00:00Z, 2026-08-14 09:00:00Z",
        "2026-08-14T23:59:59.999999999Z, 2026-08-14 23:59:59Z"
    })
    void writesUtcToTheSecond(Instant time, String text) {
        assertThat(TimeText.of(time)).isEqualTo(text);
    }
}
