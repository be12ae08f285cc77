package org.stylize.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=30 | 30",
                "Wait = 5 | 5",
                "respond-async, wait=10 | 10",
                "wait=10; foo=bar, handling=lenient | 10",
                "wait=\"7\" | 7",
                "wait=9999 | 60",
                "wait=0 | 0",
                "wait=-1 | 0",
                "wait=x | 0",
                "await=30 | 0",
                "wait | 0"
            })
    void theHeaderSaysHowLong(String header, long seconds) {
        assertThat(Waiting.of(header).longest()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void withoutTheHeaderNobodyWaits() {
        assertThat(Waiting.of(null).isWanted()).isFalse();
        assertThat(Waiting.of("wait=1").isWanted()).isTrue();
        assertThat(Waiting.of("wait=90")).hasToString("wait=60");
    }
}
