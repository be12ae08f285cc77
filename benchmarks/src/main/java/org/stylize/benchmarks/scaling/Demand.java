package org.stylize.benchmarks.scaling;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a fleet asks of its surroundings, at its busiest hour where rates are meant.
 *
 * @param requestsPerSecond of the brokers
 * @param brokerCores that these cost
 * @param recordsPerSecond by topic
 * @param megabytesIn of the brokers, in a second, before copies
 * @param megabytesOut in a second, without copies
 * @param ledgerShare of what one ledger can do, 1 for all
 * @param stateGigabytes of one copy of the jobs that can be looked up
 * @param storeGigabytesADay read and written
 * @param windowNeeded offsets that are handed out while a slice is done
 * @param dollarsOfAThousand pictures
 */
record Demand(
        double requestsPerSecond,
        double brokerCores,
        Map<String, Double> recordsPerSecond,
        double megabytesIn,
        double megabytesOut,
        double ledgerShare,
        double stateGigabytes,
        double storeGigabytesADay,
        double windowNeeded,
        double dollarsOfAThousand) {
    private static final String PROGRESS = "stylize.progress";
    private static final double PROGRESS_PER_SECOND = 2;
    private static final double OFFSETS_OF_A_REQUEST = 2;
    private static final double LONGEST_SLICE = 1.25;

    Demand {
        recordsPerSecond = new TreeMap<>(recordsPerSecond);
    }

    /**
     * Of a scenario.
     *
     * @param slicesOfAJob in the mean
     * @param mix of pictures, on one core
     */
    static Demand of(Scenario scenario, double slicesOfAJob, Mix mix, Calibration measured, Assumptions assumed) {
        double peak = scenario.jobsPerSecond() * DayCurve.PEOPLE.peak();
        double seconds = mix.faster(scenario.speed()).meanSeconds();
        double busy = Math.min(scenario.workers(), peak * seconds);
        double requests = scenario.workers() * measured.idleRequests()
                + busy * measured.busyRequests()
                + peak * slicesOfAJob * measured.jobRequests();
        Map<String, Double> records = new TreeMap<>();
        measured.jobRecords().forEach((topic, ofAJob) -> records.put(topic, ofAJob * peak));
        records.put(PROGRESS, busy * PROGRESS_PER_SECOND);
        double in = peak * slicesOfAJob * measured.jobBytesIn() + busy * PROGRESS_PER_SECOND * measured.progressBytes();
        double cellPeak = peak * slicesOfAJob / scenario.cells();
        double dollarsOfADay = scenario.workers() * 24 * assumed.dollarsOfAnHour();
        return new Demand(
                requests,
                requests * measured.brokerSecondsOfARequest(),
                records,
                in / 1e6,
                in * measured.bytesOutForBytesIn() / 1e6,
                peak * (1 + slicesOfAJob * assumed.ledgerReportsOfAJob()) / assumed.ledgerJobsPerSecond(),
                scenario.jobsPerDay() * assumed.retentionDays() * assumed.jobBytes() / 1e9,
                scenario.jobsPerDay() * storeBytes(mix, scenario.speed(), assumed) / 1e9,
                cellPeak
                        * OFFSETS_OF_A_REQUEST
                        * Math.min(LONGEST_SLICE * scenario.sliceSeconds(), longest(mix, scenario)),
                dollarsOfADay / scenario.jobsPerDay() * 1_000);
    }

    private static double longest(Mix mix, Scenario scenario) {
        return mix.kinds().stream()
                .mapToDouble(kind -> kind.seconds() / scenario.speed())
                .max()
                .orElseThrow();
    }

    /** Of one job: the inputs, the result, the previews, and the checkpoints. */
    private static double storeBytes(Mix mix, double speed, Assumptions assumed) {
        double sum = assumed.inputBytes();
        for (Kind kind : mix.kinds()) {
            double pixels = (double) kind.sidePixels() * kind.sidePixels();
            double seconds = kind.seconds() / speed;
            double previews = Math.floor(seconds / assumed.secondsBetweenPreviews());
            double checkpoints = Math.floor(seconds / assumed.secondsBetweenCheckpoints());
            sum += kind.share()
                    * (pixels * assumed.bytesOfAPixel()
                            + previews * assumed.previewBytes()
                            + checkpoints * pixels * assumed.checkpointBytesOfAPixel());
        }
        return sum;
    }
}
