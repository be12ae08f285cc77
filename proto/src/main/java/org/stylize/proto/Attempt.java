package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;

/**
 * One delivery of a request to one worker.
 *
 * @param id unique; part of every object key that the attempt writes
 * @param worker the worker's name
 * @param device {@code cpu}, {@code gpu0}, …
 * @param slice of the request
 * @param delivery 1 for the first delivery of the request; greater if a worker died that had it
 */
public record Attempt(String id, String worker, String device, Slice slice, int delivery) {
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

    /** Whether the other one is of a later slice, or of a later delivery of the same slice. */
    public boolean isBefore(Attempt other) {
        int bySlice = slice.compareTo(other.slice);
        return bySlice < 0 || (bySlice == 0 && delivery < other.delivery);
    }
}
