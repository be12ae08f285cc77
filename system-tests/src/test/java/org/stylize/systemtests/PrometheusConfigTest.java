package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Prometheus, Grafana and the services mean the same places. */
class PrometheusConfigTest {
    private static final ComposeFile COMPOSE = ComposeFile.read(Checkout.file("docker-compose.yml"));

    @Test
    void everyJobFindsAServiceWhereItListens() throws IOException {
        Map<String, Object> config =
                new Yaml().load(Files.readString(Checkout.file("deploy/prometheus/prometheus.yml")));

        List<Map<String, Object>> discoveries = listOfMaps(config.get("scrape_configs")).stream()
                .filter(job -> job.containsKey("dns_sd_configs"))
                .peek(job -> assertThat(job).containsEntry("metrics_path", "/q/metrics"))
                .flatMap(job -> listOfMaps(job.get("dns_sd_configs")).stream())
                .toList();
        assertThat(discoveries).hasSize(2).allSatisfy(discovery -> {
            String name = String.valueOf(((List<?>) discovery.get("names")).get(0));
            assertThat(COMPOSE.services()).containsKey(name);
            assertThat(healthAddress(name)).startsWith("http://localhost:" + discovery.get("port") + "/");
        });
    }

    @Test
    void grafanaAsksThePrometheusOfTheComposeFile() throws IOException {
        String source = Files.readString(Checkout.file("deploy/grafana/provisioning/datasources/prometheus.yml"));

        assertThat(COMPOSE.services()).containsKey("prometheus");
        assertThat(source).contains("url: http://prometheus:9090").contains("uid: prometheus");
    }

    private static String healthAddress(String service) {
        List<?> command = (List<?>) COMPOSE.services().get(service).at("healthcheck", "test");
        return String.valueOf(command.get(command.size() - 1));
    }

    @SuppressWarnings("unchecked") // as the file has them
    private static List<Map<String, Object>> listOfMaps(Object yaml) {
        return (List<Map<String, Object>>) yaml;
    }
}
