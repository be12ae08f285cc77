package org.stylize.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.quota.Allowance;
import org.stylize.gateway.quota.Quota;

class RateLimitFieldsTest {
    @Test
    void eachQuotaIsAnItemOfBothFields() {
        Response answer = RateLimitFields.of(
                Response.ok().build(),
                List.of(
                        new Allowance(Quota.SUBMISSIONS, 20, Duration.ofSeconds(10), 3, Duration.ofMillis(8_500)),
                        new Allowance(Quota.OPEN_JOBS, 100, null, 40, null),
                        new Allowance(Quota.PIXEL_STEPS, Long.MAX_VALUE, Duration.ofDays(1), 0, Duration.ofHours(1))));
        assertThat(answer.getHeaderString("RateLimit-Policy"))
                .isEqualTo("\"submissions\";q=20;w=10, \"open-jobs\";q=100;qu=\"jobs\","
                        + " \"pixel-steps\";q=999999999999999;qu=\"pixel-steps\";w=86400");
        assertThat(answer.getHeaderString("RateLimit"))
                .isEqualTo("\"submissions\";r=3;t=9, \"open-jobs\";r=40, \"pixel-steps\";r=0;t=3600");
    }

    @Test
    void withoutQuotasThereAreNoFields() {
        Response answer = RateLimitFields.of(Response.ok().build(), List.of());
        assertThat(answer.getHeaders()).doesNotContainKeys("RateLimit", "RateLimit-Policy");
    }

    @Test
    void retryAfterIsWholeSecondsAndNeverZero() {
        assertThat(RateLimitFields.retryAfter(Response.ok().build(), Duration.ofMillis(1_001))
                        .getHeaderString("Retry-After"))
                .isEqualTo("2");
        assertThat(RateLimitFields.retryAfter(Response.ok().build(), Duration.ZERO)
                        .getHeaderString("Retry-After"))
                .isEqualTo("1");
    }
}
