package org.stylize.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandTest {
    /** 100 workers, all busy with jobs of 10 s: 10 jobs a second, each with 3 requests of its own. */
    private static final String MEASURED = """
            {"workers": 100,
             "idle": {"requestsPerSecond": {"Fetch": 200, "ShareGroupHeartbeat": 200}},
             "load": {"busy": 1.0, "jobsBegunPerSecond": 10, "renewalsPerSecond": 5,
              "requestsPerSecond": {"Fetch": 200, "ShareGroupHeartbeat": 200, "Produce": 230, "ShareAcknowledge": 10},
              "recordsPerSecond": {"stylize.progress": 200, "stylize.reports": 20, "stylize.events": 40},
              "bytesInPerSecond": {"stylize.progress": 60000, "stylize.reports": 20000},
              "bytesOutPerSecond": {"stylize.progress": 160000},
              "cores": {"broker": 0.32}, "endToNextStart": {"medianSeconds": 0.1}}}
            """;

    @Test
    void aMeasurementIsTakenApartIntoWorkersBusyWorkersAndJobs() throws IOException {
        Calibration measured = Calibration.of(new ObjectMapper().readTree(MEASURED));

        assertThat(measured.idleRequests()).isCloseTo(4, within(1e-9));
        assertThat(measured.busyRequests()).isCloseTo(2.1, within(1e-9));
        assertThat(measured.jobRequests()).isCloseTo(3, within(1e-9));
        assertThat(measured.jobRecords()).containsEntry("stylize.reports", 2.0).doesNotContainKey("stylize.progress");
        assertThat(measured.jobBytesIn()).isCloseTo(2_000, within(1e-9));
        assertThat(measured.progressBytes()).isCloseTo(300, within(1e-9));
        assertThat(measured.bytesOutForBytesIn()).isCloseTo(2, within(1e-9));
        assertThat(measured.brokerSecondsOfARequest()).isCloseTo(0.0005, within(1e-9));
    }

    @Test
    void whatWasMeasuredIsWhatTheSameFleetNeeds() throws IOException {
        Calibration measured = Calibration.of(new ObjectMapper().readTree(MEASURED));
        double perDay = 10 / DayCurve.PEOPLE.peak() * 86_400;
        Scenario scenario = new Scenario("the same", 100, 1, perDay, 1, 0, 4_000, 180);
        Mix mix = new Mix(List.of(new Kind("any", 10, 1, 100)));

        Demand demand = Demand.of(scenario, 1, mix, measured, Assumptions.DEFAULT);

        assertThat(demand.requestsPerSecond()).isCloseTo(640, within(1e-6));
        assertThat(demand.brokerCores()).isCloseTo(0.32, within(1e-6));
        assertThat(demand.megabytesIn()).isCloseTo(0.08, within(1e-6));
        assertThat(demand.megabytesOut()).isCloseTo(0.16, within(1e-6));
        assertThat(demand.windowNeeded()).as("10 jobs a second for 10 s").isCloseTo(200, within(1e-6));
        assertThat(demand.dollarsOfAThousand())
                .as("100 workers at 2 dollars an hour")
                .isCloseTo(100 * 24 * 2 / perDay * 1_000, within(1e-9));
    }
}
