package org.stylize.benchmarks.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Simulates a day of large fleets and writes what came of it, as JSON and as a table. Arguments: the directory of the measured
 * results ({@code default.json} and {@code workers-200.json}), the name of the result without its ending, the commit, the
 * machine, and, if it shall be another one, the price of a worker's hour in dollars.
 */
public final class ScalingStudy {
    private static final long SEED = 20261201;
    private static final double SLICE = 180;
    private static final long DEFAULT_WINDOW = 4_000;
    private static final long WIDEST_WINDOW = 10_000;

    private static final int FEW_ASKED = 100;

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario("1,000 workers, 1 million jobs", 1_000, 1, 1e6, 1, 0, WIDEST_WINDOW, SLICE),
            new Scenario("the same, window of 4,000 offsets", 1_000, 1, 1e6, 1, 0, DEFAULT_WINDOW, SLICE),
            new Scenario("the same, 100 requests asked", 1_000, 1, 1e6, 1, FEW_ASKED, WIDEST_WINDOW, SLICE),
            new Scenario(
                    "1,000 workers that are 10 times as fast, 10 million jobs",
                    1_000,
                    1,
                    1e7,
                    10,
                    FEW_ASKED,
                    WIDEST_WINDOW,
                    SLICE),
            new Scenario(
                    "10,000 workers in 10 cells, 10 million jobs",
                    10_000,
                    10,
                    1e7,
                    1,
                    FEW_ASKED,
                    WIDEST_WINDOW,
                    SLICE));

    private ScalingStudy() {}

    /** The arguments are described above. */
    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]);
        Calibration measured = Calibration.read(results.resolve("workers-200.json"));
        Mix mix =
                mix(new ObjectMapper().readTree(results.resolve("default.json").toFile()));
        Assumptions assumed =
                args.length > 4 ? Assumptions.DEFAULT.at(Double.parseDouble(args[4])) : Assumptions.DEFAULT;
        ObjectMapper json = new ObjectMapper();
        ObjectNode out = json.createObjectNode();
        out.put("commit", args[2]).put("machine", args[3]).put("seed", SEED);
        out.put("meanSecondsOfAJob", mix.meanSeconds());
        out.set("calibration", json.valueToTree(measured));
        out.set("assumptions", json.valueToTree(assumed));
        StringBuilder table = new StringBuilder(header(args));
        for (Scenario scenario : SCENARIOS) {
            long began = System.nanoTime();
            Day day = scenario.simulate(mix, assumed.turnaround(), SEED);
            double slices = (double) day.slices() / day.jobs();
            Demand demand = Demand.of(scenario, slices, mix, measured, assumed);
            ObjectNode one = out.withArray("scenarios").addObject();
            one.set("scenario", json.valueToTree(scenario));
            one.set("day", figures(json, day));
            one.set("demand", json.valueToTree(demand));
            table.append(new ScalingTable(scenario, day, demand).text());
            System.out.printf(
                    Locale.ROOT, "%s: simulated in %.1f s%n", scenario.name(), (System.nanoTime() - began) / 1e9);
        }
        Files.writeString(
                Path.of(args[1] + ".json"),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(out) + "\n");
        Files.writeString(Path.of(args[1] + ".md"), table);
    }

    /** Presets as they were measured on one core, in shares that make a worker do some 1,000 jobs a day: an assumption. */
    static Mix mix(JsonNode defaults) {
        double balanced = median(defaults.path("ours"));
        return new Mix(List.of(
                new Kind("fast", 12, 0.25, 384),
                new Kind("balanced", balanced, 0.45, 512),
                new Kind("quality", 116, 0.245, 1_024),
                new Kind("poster", 255, 0.055, 2_048)));
    }

    private static double median(JsonNode numbers) {
        List<Double> sorted = new ArrayList<>();
        numbers.forEach(number -> sorted.add(number.asDouble()));
        sorted.sort(Double::compare);
        return sorted.get(sorted.size() / 2);
    }

    private static ObjectNode figures(ObjectMapper json, Day day) {
        ObjectNode figures = json.createObjectNode();
        figures.put("jobs", day.jobs()).put("slices", day.slices()).put("busy", day.busy());
        waits(figures.putObject("interactiveWaitSeconds"), day.interactive());
        waits(figures.putObject("batchWaitSeconds"), day.batch());
        figures.put("widestWindow", day.widestWindow()).put("blockedShare", day.blockedShare());
        figures.put("preempted", day.preempted()).put("lost", day.lost()).put("lostSeconds", day.lostSeconds());
        return figures.put("leftOver", day.leftOver());
    }

    private static void waits(ObjectNode into, Waits waits) {
        into.put("jobs", waits.size()).put("mean", waits.mean());
        into.put("p50", waits.at(0.5)).put("p99", waits.at(0.99));
    }

    private static String header(String[] args) {
        return """
                # A simulated day of large fleets

                `scripts/benchmark scaling`, seed %d, calibrated by [workers-200.json](workers-200.json) and [default.json](default.json).
                What it means and what it rests on: [docs/scaling.md](../../docs/scaling.md). Figures: [scaling.json](scaling.json).
                Commit %s, %s.

                """.formatted(SEED, args[2], args[3]);
    }
}
