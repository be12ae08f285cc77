package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values that were added last, no more than a number of them. For any thread.
 *
 * @param <T> an immutable value
 */
final class RecentSet<T> {
    private final Object lock = new Object(); // guards values
    private final Set<T> values = new LinkedHashSet<>();
    private final int most;

    RecentSet(int most) {
        this.most = most;
    }

    /** False if it is there already. */
    boolean add(T value) {
        requireNonNull(value, "value is null");
        synchronized (lock) {
            boolean isNew = values.add(value);
            if (values.size() > most) {
                values.remove(values.iterator().next());
            }
            return isNew;
        }
    }

    boolean contains(T value) {
        synchronized (lock) {
            return values.contains(value);
        }
    }
}
