package org.stylize.worker.share;

import static java.util.Objects.requireNonNull;

/**
 * A record that is held until one of {@link #accept}, {@link #release}, {@link #reject} is called; later calls do
 * nothing. None of them blocks: the thread that polls tells the broker. For any thread.
 *
 * @param <T> what the record was read as
 */
public final class HeldRecord<T> {
    private final T value;
    private final Hold hold;

    HeldRecord(T value, Hold hold) {
        this.value = requireNonNull(value, "value is null");
        this.hold = hold;
    }

    public T value() {
        return value;
    }

    /** True once the lock is gone: another member may have the record, and settling it tells the broker nothing. */
    public boolean isLockLost() {
        return hold.isLockLost();
    }

    /** The record is done with. */
    public void accept() {
        hold.settle(Settlement.ACCEPT);
    }

    /** Another member gets the record, at once. It counts as a delivery. */
    public void release() {
        hold.settle(Settlement.RELEASE);
    }

    /** Nobody gets the record again. */
    public void reject() {
        hold.settle(Settlement.REJECT);
    }
}
