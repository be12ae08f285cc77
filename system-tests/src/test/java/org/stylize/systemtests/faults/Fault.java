package org.stylize.systemtests.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** The kinds of faults. */
enum Fault {
    WORKER_KILLED,
    WORKER_STOPPED,
    WORKER_FROZEN,
    GATEWAY_KILLED,
    GATEWAY_STOPPED,
    GATEWAY_FROZEN,
    BROKER_AND_STORE_KILLED,
    BROKER_AND_STORE_FROZEN,
    PROCESSORS_STARVED,
    BROKER_CUT,
    BROKER_SLOW,
    BROKER_SILENT,
    STORE_CUT,
    STORE_SLOW,
    STORE_SILENT,
    STORE_FULL,
    TOPIC_REFUSES,
    ODD_RECORDS,
    REPORTS_REPEATED;

    /** All kinds in an order of the seed's, then all in another order, and so on without end. */
    static Iterator<Fault> schedule(Random random) {
        return new Iterator<>() {
            private final List<Fault> left = new ArrayList<>();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Fault next() {
                if (left.isEmpty()) {
                    left.addAll(Arrays.asList(values()));
                    Collections.shuffle(left, random);
                }
                return left.remove(left.size() - 1);
            }
        };
    }
}
