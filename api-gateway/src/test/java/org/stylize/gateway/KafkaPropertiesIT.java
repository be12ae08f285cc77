package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stylize.testing.KafkaClientProbe;

/** What is set in {@code gateway.kafka.properties} reaches every Kafka client that the gateway makes. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class KafkaPropertiesIT {
    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    @Test
    void everyClientIsMadeWithTheProperties() {
        Api management = new Api(managementBase.getPort());
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);

        await().atMost(ofSeconds(60)).untilAsserted(() -> {
            List<Map<String, ?>> clients = KafkaClientProbe.seen();
            assertThat(clients)
                    .extracting(client -> String.valueOf(client.get("client.id")))
                    .as("the channels")
                    .anyMatch(id -> id.contains("submissions"))
                    .anyMatch(id -> id.contains("events"))
                    .anyMatch(id -> id.contains("progress"))
                    .as("the gateway's own clients")
                    .anyMatch(id -> id.endsWith("-view"))
                    .anyMatch(id -> id.endsWith("-keys"))
                    .anyMatch(id -> id.endsWith("-queue"))
                    .anyMatch(id -> id.endsWith("-ledger"))
                    .as("those of Kafka Streams")
                    .anyMatch(id -> id.contains("-ledger-") && id.endsWith("-consumer"))
                    .anyMatch(id -> id.contains("-ledger-") && id.endsWith("-producer"))
                    .anyMatch(id -> id.endsWith("-ledger-admin"));
            assertThat(clients).allSatisfy(client -> assertThat(String.valueOf(client.get("retry.backoff.max.ms")))
                    .as(String.valueOf(client.get("client.id")))
                    .isEqualTo("1234"));
        });
    }
}
