package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the events of a stream to any number of subscribers, each of which has its own connection.
 *
 * @param <E> kind of event
 */
record EventPublisher<E>(StylizeAsync async, Following<E> following) implements Flow.Publisher<E> {
    /** Follows the stream to its end. */
    interface Following<E> {
        Object follow(Consumer<E> listener) throws InterruptedException;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super E> subscriber) {
        requireNonNull(subscriber, "subscriber is null");
        subscriber.onSubscribe(new Demand<>(this, subscriber));
    }

    /** What one subscriber has asked for. The call begins with the first request. */
    private static final class Demand<E> implements Flow.Subscription {
        private final EventPublisher<E> publisher;
        private final Flow.Subscriber<? super E> subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition more = lock.newCondition();
        // All guarded by the lock.
        private long asked;
        private boolean begun;
        private boolean cancelled;
        private @Nullable CompletableFuture<Object> call;
        private @Nullable IllegalArgumentException wrong;

        Demand(EventPublisher<E> publisher, Flow.Subscriber<? super E> subscriber) {
            this.publisher = publisher;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            lock.lock();
            try {
                if (count <= 0) {
                    wrong = new IllegalArgumentException("expected a request for at least 1 event but found " + count);
                } else {
                    asked = asked + count < 0 ? Long.MAX_VALUE : asked + count;
                }
                more.signalAll();
                if (!begun && !cancelled) {
                    begun = true;
                    call = publisher.async().start(this::run);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            CompletableFuture<Object> started;
            lock.lock();
            try {
                cancelled = true;
                more.signalAll();
                started = call;
            } finally {
                lock.unlock();
            }
            if (started != null) {
                started.cancel(true);
            }
        }

        /** On a thread of the executor; the only one that calls the subscriber. */
        private Object run() {
            try {
                Object end = publisher.following().follow(this::tell);
                if (!isCancelled()) {
                    subscriber.onComplete();
                }
                return end;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                if (!isCancelled()) { // the executor is being closed
                    subscriber.onError(e);
                }
                return e;
            } catch (RuntimeException e) {
                if (!isCancelled()) {
                    subscriber.onError(e);
                }
                return e;
            }
        }

        private void tell(E event) {
            lock.lock();
            try {
                while (asked == 0 && wrong == null && !cancelled) {
                    more.await();
                }
                if (wrong != null) {
                    throw wrong;
                }
                if (cancelled) {
                    return;
                }
                asked = asked == Long.MAX_VALUE ? asked : asked - 1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the subscriber asked for nothing", e);
            } finally {
                lock.unlock();
            }
            subscriber.onNext(event);
        }

        private boolean isCancelled() {
            lock.lock();
            try {
                return cancelled;
            } finally {
                lock.unlock();
            }
        }
    }
}
