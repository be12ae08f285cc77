package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardMetricsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up | up",
                "sum by (worker) (rate(steps_total{worker=~\"$worker\"}[1m])) | steps_total",
                "sum(rate(a_total[5m])) by (le) / on (job) group_left(x) b_total | a_total b_total",
                "histogram_quantile(0.95, sum by (le) (rate(wait_seconds_bucket[$__rate_interval]))) | wait_seconds_bucket",
                "60 * rate(a_total{outcome=\"failed\", text=\"b{c}\"}[1m] offset 5m) > 1e9 or vector(0) | a_total",
                "count(up{job=\"worker\"} == 1) and busy unless idle | busy idle up",
                "max_over_time(job:age:max[1h]) * 1.5e3 | job:age:max",
            })
    void metricsAreToldFromFunctionsLabelsAndNumbers(String query, String names) {
        assertThat(String.join(" ", DashboardMetrics.namesInQuery(query))).isEqualTo(names);
    }

    @Test
    void panelsInRowsAndVariablesCount() throws IOException {
        String dashboard = """
                {"panels": [
                  {"targets": [{"expr": "rate(a_total[1m])"}]},
                  {"type": "row", "panels": [{"targets": [{"expr": "b"}, {"expr": "c"}]}]}],
                 "templating": {"list": [
                  {"query": "label_values(d{e=\\"f\\"}, g)"},
                  {"query": {"query": "label_values(h, i)"}}]}}""";

        assertThat(DashboardMetrics.namesIn(dashboard)).containsExactly("a_total", "b", "c", "d", "h");
    }

    @Test
    void scrapeNamesItsMetricsWithoutLabelsAndComments() {
        String scrape = """
                # HELP a_total what it counts
                # TYPE a_total counter
                a_total{worker="one two"} 1.0
                b 2

                """;

        assertThat(DashboardMetrics.namesInScrape(scrape)).containsExactly("a_total", "b");
    }
}
