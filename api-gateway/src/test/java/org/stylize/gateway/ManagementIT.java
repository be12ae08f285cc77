package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.gateway.access.KeyText;

/** Health and metrics have a port of their own, which needs no key. */
@QuarkusTest
@TestProfile(SecureProfile.class)
class ManagementIT {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    private Api api;
    private Api management;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/metrics"})
    void theyAreAtThatPortOnlyAndNeedNoKey(String path) {
        assertThat(management.get(path).status()).isEqualTo(200);
        assertThat(management
                        .get(
                                path,
                                "Authorization",
                                "Bearer " + KeyText.random(new SecureRandom()).reveal())
                        .status())
                .as("with a wrong key")
                .isEqualTo(200);

        Api.Answer elsewhere = api.get(path);
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.header("Content-Type")).startsWith("application/problem+json");
        assertThat(elsewhere.text()).isEqualTo(api.get("/nothing").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/presets", "/v1/me", "/openapi", "/api/", "/js/main.js", "/problems/forbidden"})
    void whatIsForCallersIsNotThere(String path) {
        assertThat(management.get(path).status()).isEqualTo(404);
        assertThat(api.get(path).status()).isIn(200, 401);
    }

    @Test
    void metricsComeInTheFormatThatIsAskedFor() {
        Api.Answer text = management.get("/q/metrics", "Accept", "text/plain;version=0.0.4;q=0.5");
        assertThat(text.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(text.text()).contains("\nstylize_jobs{").doesNotContain("# EOF");

        Api.Answer open = management.get("/q/metrics", "Accept", "application/openmetrics-text;version=1.0.0");
        assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.text()).contains("\nstylize_jobs{").endsWith("# EOF\n");
        assertThat(new String(management.get("/q/metrics").body(), US_ASCII)).endsWith("# EOF\n");
    }

    @Test
    void onlyChecksOfTheGatewayCount() {
        assertThat(management.get("/q/health").json().path("checks"))
                .extracting(check -> check.path("name").asText())
                .containsExactlyInAnyOrder("gateway", "access");
        assertThat(management.get("/q/health/live").json().path("checks")).isEmpty();
    }
}
