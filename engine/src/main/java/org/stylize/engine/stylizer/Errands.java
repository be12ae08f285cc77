package org.stylize.engine.stylizer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the device's thread leaves to the thread that waits for it, such as decoding a picture: the device's thread must run no
 * code that a stranger's file can hold up. For one piece of work on the device; made by the thread that will wait for it.
 */
final class Errands {
    private final Thread waiting = Thread.currentThread();
    private final BlockingQueue<Runnable> open = new LinkedBlockingQueue<>();

    /**
     * Has something done by the waiting thread. For the device's thread, which waits meanwhile; the waiting thread itself does it
     * at once.
     *
     * @throws RuntimeException whatever the errand throws
     */
    <T> T done(Supplier<T> errand) {
        if (Thread.currentThread() == waiting) {
            return errand.get();
        }
        FutureTask<T> task = new FutureTask<>(errand::get);
        open.add(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw DeviceThread.unchecked(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does what comes, until there is no need to wait any more. For the waiting thread. */
    void doUntil(BooleanSupplier ended) throws InterruptedException {
        while (!ended.getAsBoolean()) {
            open.take().run();
        }
    }

    /** Lets the waiting thread look whether there is still a need to wait. Any thread. */
    void wake() {
        open.add(() -> {});
    }
}
