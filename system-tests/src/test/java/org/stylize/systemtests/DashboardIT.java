package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard asks for what the services really tell, from their start on. */
@ExtendWith(SharedFleet.class)
class DashboardIT {
    /** Made by Prometheus itself for each target. */
    private static final String UP = "up";

    @Test
    void everyMetricOfTheDashboardIsInAScrape(SharedFleet.Addresses fleet) throws Exception {
        Set<String> told = new TreeSet<>(Set.of(UP));
        told.addAll(scrape(fleet.management()));
        told.addAll(scrape(fleet.worker()));

        Set<String> asked = DashboardMetrics.namesIn(Checkout.file("deploy/grafana/dashboards/stylize.json"));

        assertThat(asked).hasSizeGreaterThan(15);
        assertThat(told).containsAll(asked);
    }

    private static Set<String> scrape(URI service) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/q/metrics")).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return DashboardMetrics.namesInScrape(response.body());
    }
}
