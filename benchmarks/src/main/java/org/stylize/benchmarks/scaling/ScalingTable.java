package org.stylize.benchmarks.scaling;

import java.util.Locale;

/** One scenario for readers. */
record ScalingTable(Scenario scenario, Day day, Demand demand) {
    String text() {
        StringBuilder text = new StringBuilder("## " + scenario.name() + "\n\n| | |\n| --- | ---: |\n");
        double scale = scenario.cells();
        row(text, "jobs that began in a day", "%,.0f", day.jobs() * scale);
        row(text, "requests for a job (slices, interruptions)", "%.2f", (double) day.slices() / day.jobs());
        row(text, "workers busy", "%.1f %%", 100 * day.busy());
        row(text, "interactive: wait, median", "%.1f s", day.interactive().at(0.5));
        row(text, "interactive: wait, 99 %", "%.1f s", day.interactive().at(0.99));
        row(text, "batch: wait, median", "%.1f s", day.batch().at(0.5));
        row(text, "batch: wait, 99 %", "%.1f s", day.batch().at(0.99));
        row(text, "widest window, offsets", "%,.0f", (double) day.widestWindow());
        row(text, "time in which a full window kept workers idle", "%.1f %%", 100 * day.blockedShare());
        row(text, "workers preempted", "%,.0f", day.preempted() * scale);
        row(text, "machines lost", "%,.0f", day.lost() * scale);
        row(text, "work done again", "%,.0f s", day.lostSeconds() * scale);
        row(text, "broker requests a second, busiest hour", "%,.0f", demand.requestsPerSecond());
        row(text, "processor cores of brokers for these", "%.1f", demand.brokerCores());
        demand.recordsPerSecond()
                .forEach((topic, rate) -> row(text, "records a second of `" + topic + "`", "%,.1f", rate));
        row(text, "broker, written", "%.2f MB/s", demand.megabytesIn());
        row(text, "broker, read", "%.2f MB/s", demand.megabytesOut());
        row(text, "of what one ledger can do", "%.0f %%", 100 * demand.ledgerShare());
        row(text, "state of jobs, each copy", "%,.0f GB", demand.stateGigabytes());
        row(text, "store traffic a day", "%,.0f GB", demand.storeGigabytesADay());
        row(text, "cost of 1,000 pictures", "$%.2f", demand.dollarsOfAThousand());
        return text.append("\n").toString();
    }

    private static void row(StringBuilder text, String what, String format, double value) {
        text.append("| ")
                .append(what)
                .append(" | ")
                .append(String.format(Locale.ROOT, format, value))
                .append(" |\n");
    }
}
