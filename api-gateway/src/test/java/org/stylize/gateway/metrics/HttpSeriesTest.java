package org.stylize.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSeriesTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    HttpSeriesTest() {
        registry.config().meterFilter(new HttpSeries(Set.of("/v1/stylizations")));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/stylizations, 422, /v1/stylizations",
        "PATCH, /v1/stylizations/0b5c, 405, UNMATCHED",
        "GET, /v1/stylizations/{id}, 401, /v1/stylizations/{id}",
        "GET, /v1/secrets, 401, UNMATCHED",
        "GET, /v1/secrets, 0, UNMATCHED",
        "GET, /js/main.js, 200, /js/main.js",
        "GET, NOT_FOUND, 404, NOT_FOUND",
    })
    void anAddressOfTheCallersOwnIsInNoSeries(String method, String uri, String status, String shown) {
        assertThat(requests(method, uri, status).getTag("uri")).isEqualTo(shown);
        assertThat(requests(method, uri, status).getTag("method")).isEqualTo(method);
    }

    @Test
    void aMethodOfTheCallersOwnIsInNoSeries() {
        assertThat(requests("BREW", "NOT_FOUND", "404").getTag("method")).isEqualTo("OTHER");
    }

    @Test
    void otherMetersStayAsTheyAre() {
        Meter.Id other = registry.counter("other", "uri", "/v1/secrets", "method", "BREW")
                .getId();
        assertThat(other.getTag("uri")).isEqualTo("/v1/secrets");
        assertThat(other.getTag("method")).isEqualTo("BREW");
    }

    private Meter.Id requests(String method, String uri, String status) {
        return registry.timer("http.server.requests", "method", method, "uri", uri, "status", status)
                .getId();
    }
}
