package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFormatTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "application/openmetrics-text",
                "*/*"
            })
    void prometheusAndWhoeverTakesAllGetOpenMetrics(String accepted) {
        assertThat(MetricsFormat.mediaType(accepted)).startsWith("application/openmetrics-text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html,application/xhtml+xml,*/*;q=0.8"})
    void whoeverTakesOtherTextOnlyGetsPlainText(String accepted) {
        assertThat(MetricsFormat.mediaType(accepted)).startsWith("text/plain");
    }

    @Test
    void whoeverDoesNotSayGetsOpenMetrics() {
        assertThat(MetricsFormat.mediaType(null)).startsWith("application/openmetrics-text");
    }
}
