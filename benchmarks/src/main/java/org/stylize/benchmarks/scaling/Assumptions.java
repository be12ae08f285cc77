package org.stylize.benchmarks.scaling;

/**
 * What is not measured here, or was measured elsewhere.
 *
 * @param turnaround seconds that a worker is without work between two jobs, on a machine that is not busy: docs/reliability.md
 * @param ledgerJobsPerSecond that a ledger admits at most, with one core for itself: benchmarks/results/gateway.md
 * @param ledgerReportsOfAJob reports that cost the ledger about as much as an admission: started, completed
 * @param jobBytes of a job in a gateway's view or ledger, with its recipe: docs/requirements.md
 * @param retentionDays for which a job can be looked up
 * @param inputBytes of a photograph and a painting together
 * @param bytesOfAPixel of a result as PNG: docs/requirements.md
 * @param checkpointBytesOfAPixel three colours, in 32 bits, for the picture and three arrays of the optimizer
 * @param previewBytes of a preview
 * @param secondsBetweenPreviews of work
 * @param secondsBetweenCheckpoints of work
 * @param dollarsOfAnHour of a worker: an example
 */
record Assumptions(
        double turnaround,
        double ledgerJobsPerSecond,
        double ledgerReportsOfAJob,
        double jobBytes,
        double retentionDays,
        double inputBytes,
        double bytesOfAPixel,
        double checkpointBytesOfAPixel,
        double previewBytes,
        double secondsBetweenPreviews,
        double secondsBetweenCheckpoints,
        double dollarsOfAnHour) {
    static final Assumptions DEFAULT = new Assumptions(0.2, 1_140, 2, 1_000, 30, 1e6, 3, 48, 30e3, 3, 30, 2.0);

    /** The same with another price. */
    Assumptions at(double dollars) {
        return new Assumptions(
                turnaround,
                ledgerJobsPerSecond,
                ledgerReportsOfAJob,
                jobBytes,
                retentionDays,
                inputBytes,
                bytesOfAPixel,
                checkpointBytesOfAPixel,
                previewBytes,
                secondsBetweenPreviews,
                secondsBetweenCheckpoints,
                dollars);
    }
}
