package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Comparator;

/**
 * One delivery of a request to one worker.
 *
 * @param id unique, and greater than the ids of earlier attempts as far as the workers' clocks agree; part of every
 *     object key that the attempt writes
 * @param worker the worker's name
 * @param device {@code cpu}, {@code gpu0}, …
 * @param slice of the request
 * @param delivery 1 for the first delivery of the request; greater if a worker died that had it, unless the broker was
 *     restarted and forgot the deliveries that were under way
 */
public record Attempt(String id, String worker, String device, Slice slice, int delivery) {
    private static final Comparator<Attempt> ORDER = Comparator.comparing(Attempt::slice)
            .thenComparing(Attempt::delivery)
            .thenComparing(Attempt::id);

    public Attempt {
        requireNonNull(id, "id is null");
        requireNonNull(worker, "worker is null");
        requireNonNull(device, "device is null");
        requireNonNull(slice, "slice is null");
    }

    /** A new attempt by that worker. */
    public static Attempt by(String worker, String device, Slice slice, int delivery) {
        return new Attempt(UuidCreator.getTimeOrderedEpochPlus1().toString(), worker, device, slice, delivery);
    }

    /**
     * Whether the other one is of a later slice, or of a later delivery of the same slice. Of two deliveries that the
     * broker gave the same number, the later one is that with the greater id.
     */
    public boolean isBefore(Attempt other) {
        return ORDER.compare(this, other) < 0;
    }
}
