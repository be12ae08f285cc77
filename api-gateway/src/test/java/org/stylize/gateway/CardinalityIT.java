package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What callers send makes no new series of metrics. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class CardinalityIT extends OnStack {
    private static final int EACH = 30;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW");

    @Test
    void idsAddressesAndMethodsOfCallersAreInNoSeries() {
        askForMuch("first");
        Set<String> first = series();

        askForMuch("second");

        Set<String> more = new TreeSet<>(series());
        more.removeAll(first);
        assertThat(more).isEmpty();
        assertThat(first).noneMatch(series -> series.contains("first-"));
        assertThat(first).noneMatch(series -> series.matches(".*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-.*"));
        assertThat(first)
                .anyMatch(series -> series.contains("method=\"POST\"") && series.contains("uri=\"/v1/stylizations\""));
        assertThat(first).hasSizeLessThan(2500);
    }

    private void askForMuch(String word) {
        for (int i = 0; i < EACH; i++) {
            String id = UUID.randomUUID().toString();
            api.get("/v1/stylizations/" + id);
            api.get("/v1/stylizations/" + word + "-" + i);
            api.get("/v1/stylizations?label=" + word + "-" + i + "=x&text=" + id);
            api.get("/v1/images/" + id + "?" + word + "-" + i);
            api.get("/problems/" + word + "-" + i);
            api.get("/" + word + "-" + i + "/" + id);
            api.post(
                    "/v1/stylizations",
                    "{\"content\": {\"object\": \"default/in/%s-%d.jpg\"}, \"styles\": []}".formatted(word, i));
        }
        for (String method : METHODS) {
            for (String path : Set.of("/v1/stylizations/" + UUID.randomUUID(), "/v1/presets", "/" + word + "-other")) {
                api.send(api.request(path).method(method, BodyPublishers.noBody()));
            }
        }
    }

    /** Names and labels, without values. Kafka's clients make series of their own as they learn of brokers and topics. */
    private Set<String> series() {
        return management
                .get("/q/metrics", "Accept", "text/plain")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("kafka_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
