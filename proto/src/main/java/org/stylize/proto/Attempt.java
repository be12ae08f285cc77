package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.github.f4b6a3.uuid.UuidCreator;

/**
 * One delivery of a request to one worker.
 *
 * @param id unique; part of every object key that the attempt writes
 * @param worker the worker's name
 * @param device {@code cpu}, {@code gpu0}, …
 * @param delivery 1 for the first delivery of the request
 */
public record Attempt(String id, String worker, String device, int delivery) {
    public Attempt {
        requireNonNull(id, "id is null");
        requireNonNull(worker, "worker is null");
        requireNonNull(device, "device is null");
    }

    /** A new attempt by that worker. */
    public static Attempt by(String worker, String device, int delivery) {
        return new Attempt(UuidCreator.getTimeOrderedEpochPlus1().toString(), worker, device, delivery);
    }
}
