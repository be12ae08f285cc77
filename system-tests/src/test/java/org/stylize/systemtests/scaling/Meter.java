package org.stylize.systemtests.scaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the broker and all processes did between two looks, as rates. */
final class Meter {
    /** Kinds of requests below this rate are left out. */
    private static final double LEAST = 0.05;

    private final TestedCrowd crowd;
    private final long began = System.nanoTime();
    private final Map<String, Long> requests;
    private final Map<String, Long> records;
    private final Map<String, Long> bytesIn;
    private final Map<String, Long> bytesOut;
    private final Map<String, Double> processor;
    private final Map<String, Long> done;

    /** Begins now. */
    Meter(TestedCrowd crowd) {
        this.crowd = crowd;
        requests = crowd.broker().requests();
        records = crowd.broker().records();
        bytesIn = crowd.broker().bytesIn();
        bytesOut = crowd.broker().bytesOut();
        processor = crowd.processorSeconds();
        done = crowd.look();
    }

    /** Writes the rates since the begin. */
    void read(ObjectNode into) {
        double seconds = (System.nanoTime() - began) / 1e9;
        into.put("seconds", rounded(seconds));
        into.put("load", ProcessorTime.load());
        rates(into.putObject("requestsPerSecond"), requests, crowd.broker()::requests, seconds);
        rates(into.putObject("recordsPerSecond"), records, crowd.broker()::records, seconds);
        rates(into.putObject("bytesInPerSecond"), bytesIn, crowd.broker()::bytesIn, seconds);
        rates(into.putObject("bytesOutPerSecond"), bytesOut, crowd.broker()::bytesOut, seconds);
        ObjectNode cores = into.putObject("cores");
        new TreeMap<>(crowd.processorSeconds())
                .forEach((name, now) -> cores.put(name, rounded((now - processor.getOrDefault(name, 0.0)) / seconds)));
        Map<String, Long> look = crowd.look();
        into.put("renewalsPerSecond", rounded(since(look, "renewed") / seconds));
        into.put("locksLost", since(look, "lost"));
        into.put("deliveredAgain", since(look, "again"));
        into.put("coordinatorIdle", rounded(crowd.broker().coordinatorIdle()));
    }

    private long since(Map<String, Long> look, String name) {
        return look.getOrDefault(name, 0L) - done.getOrDefault(name, 0L);
    }

    private static void rates(
            ObjectNode into, Map<String, Long> before, Supplier<Map<String, Long>> counters, double seconds) {
        new TreeMap<>(counters.get()).forEach((name, count) -> {
            double rate = (count - before.getOrDefault(name, 0L)) / seconds;
            if (rate >= LEAST) {
                into.put(name, rounded(rate));
            }
        });
    }

    /** To three places. */
    static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
