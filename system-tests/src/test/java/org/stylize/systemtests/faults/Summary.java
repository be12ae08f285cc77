package org.stylize.systemtests.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run counted. */
record Summary(
        long seed,
        Map<Fault, Integer> faults,
        long overRest,
        long overKafka,
        long completed,
        long retried,
        long checkpoints,
        int swept,
        Takeovers takeovers,
        List<String> violations) {
    Summary {
        faults = Map.copyOf(faults);
        violations = List.copyOf(violations);
    }

    @Override
    public String toString() {
        int all = faults.values().stream().mapToInt(Integer::intValue).sum();
        return "faults: seed " + seed + ", jobs accepted " + overRest + " over REST and " + overKafka + " over Kafka, "
                + completed + " completed, " + all + " faults " + new TreeMap<>(faults) + ", " + retried
                + " attempts retried, " + checkpoints + " checkpoints, " + swept + " objects swept, " + takeovers + ", "
                + violations.size()
                + " violations";
    }
}
