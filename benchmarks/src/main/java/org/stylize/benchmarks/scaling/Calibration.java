package org.stylize.benchmarks.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What one worker, one busy worker and one job cost the broker, from a measurement of {@code CrowdIT}: its idle time gives the
 * worker's part, progress and renewals give the busy worker's, and the rest is the job's.
 *
 * @param idleRequests of a worker that waits, in a second
 * @param busyRequests more of a worker that has a job, in a second
 * @param jobRequests more for a job
 * @param jobRecords written for a job, by topic, without progress
 * @param jobBytesIn written for a job, all topics, without progress
 * @param progressBytes of one record of progress
 * @param bytesOutForBytesIn what is read for each byte that is written
 * @param brokerSecondsOfARequest processor time of the broker for a request, in the mean
 */
record Calibration(
        double idleRequests,
        double busyRequests,
        double jobRequests,
        Map<String, Double> jobRecords,
        double jobBytesIn,
        double progressBytes,
        double bytesOutForBytesIn,
        double brokerSecondsOfARequest) {
    private static final String PROGRESS = "stylize.progress";
    /** To renew is to acknowledge and to fetch. */
    private static final int REQUESTS_OF_A_RENEWAL = 2;

    Calibration {
        jobRecords = Map.copyOf(jobRecords);
    }

    /** From a file that {@code CrowdIT} wrote. */
    static Calibration read(Path file) throws IOException {
        return of(new ObjectMapper().readTree(file.toFile()));
    }

    static Calibration of(JsonNode crowd) {
        double workers = crowd.path("workers").asDouble();
        JsonNode load = crowd.path("load");
        double jobs = load.path("jobsBegunPerSecond").asDouble();
        double busy = workers * load.path("busy").asDouble();
        double progress = load.path("recordsPerSecond").path(PROGRESS).asDouble();
        double idle = sum(crowd.path("idle").path("requestsPerSecond")) / workers;
        double whileBusy = (progress
                        + REQUESTS_OF_A_RENEWAL * load.path("renewalsPerSecond").asDouble())
                / busy;
        double all = sum(load.path("requestsPerSecond"));
        Map<String, Double> records = new HashMap<>();
        load.path("recordsPerSecond").properties().forEach(topic -> {
            if (!topic.getKey().equals(PROGRESS)) {
                records.put(topic.getKey(), topic.getValue().asDouble() / jobs);
            }
        });
        double bytesIn = sum(load.path("bytesInPerSecond"));
        double progressIn = load.path("bytesInPerSecond").path(PROGRESS).asDouble();
        return new Calibration(
                idle,
                whileBusy,
                Math.max(0, (all - idle * workers - whileBusy * busy) / jobs),
                records,
                (bytesIn - progressIn) / jobs,
                progress == 0 ? 0 : progressIn / progress,
                sum(load.path("bytesOutPerSecond")) / bytesIn,
                load.path("cores").path("broker").asDouble() / all);
    }

    private static double sum(JsonNode numbers) {
        double sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asDouble();
        }
        return sum;
    }
}
