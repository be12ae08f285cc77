package org.stylize.systemtests.helm;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How many workers KEDA, and the HorizontalPodAutoscaler that it makes, would want: for each trigger the value divided by its
 * threshold, rounded up; the largest counts. None is wanted if no value is above its activation threshold.
 *
 * @param promQl answers the triggers' queries
 */
record Scaler(Resource scaledObject, PromQl promQl) {
    Scaler {
        requireNonNull(scaledObject, "scaledObject is null");
        requireNonNull(promQl, "promQl is null");
    }

    /** Workers that are wanted; empty if a query has no answer, so that KEDA leaves the number as it is. */
    OptionalInt wanted(Map<String, Double> series) {
        boolean active = false;
        int most = 0;
        for (Resource trigger : scaledObject.list("spec", "triggers")) {
            OptionalDouble value = promQl.value(series, trigger.text("metadata", "query"));
            if (value.isEmpty()) {
                return OptionalInt.empty();
            }
            active |= value.getAsDouble() > Double.parseDouble(trigger.text("metadata", "activationThreshold"));
            most = Math.max(most, (int)
                    Math.ceil(value.getAsDouble() / Double.parseDouble(trigger.text("metadata", "threshold"))));
        }
        int least = scaledObject.number("spec", "minReplicaCount");
        int bounded = Math.min(scaledObject.number("spec", "maxReplicaCount"), Math.max(Math.max(least, 1), most));
        return OptionalInt.of(active ? bounded : least);
    }
}
