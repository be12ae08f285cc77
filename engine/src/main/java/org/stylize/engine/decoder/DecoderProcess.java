package org.stylize.engine.decoder;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.picture.DecodingStoppedException;
import org.stylize.engine.picture.PictureDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.LargePictures;
import org.stylize.image.UnreadableImageException;

/**
 * Decodes pictures in another process, which is started ahead and used again. Whatever a file does to that process, only the one
 * call ends by it: the next call has a new process. Any thread may call; calls wait for each other.
 */
public final class DecoderProcess implements PictureDecoder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecoderProcess.class);
    private static final long POLL_MILLIS = 50;
    /** After a picture with more pixels the process is replaced: a heap that has grown stays. */
    private static final int LARGE_PIXELS = 8_000_000;

    private final Settings settings;
    private final Function<Path, List<String>> command;
    private final ReentrantLock turn = new ReentrantLock();
    private final ExecutorService speaker;
    private final AtomicLong failures = new AtomicLong();
    /** Guards {@link #child} and {@link #closed}. */
    private final Object lock = new Object();

    private @Nullable Child child;
    private boolean closed;

    /**
     * What a process may use.
     *
     * @param heapBytes of its heap; native code needs more
     * @param mostProcessorTime for one picture, on all of its threads together. Most pictures that take long are refused by the
     *     process itself, after the time of {@link org.stylize.engine.picture.ImageDecoder}: so this is to be longer
     * @param mostTime for one picture; also the longest wait for a process that hangs
     */
    public record Settings(long heapBytes, Duration mostProcessorTime, Duration mostTime) {
        /** Enough for every picture that is not refused. */
        public static final long DEFAULT_HEAP_BYTES = 1L << 30;

        public Settings {
            requireNonNull(mostProcessorTime, "mostProcessorTime is null");
            requireNonNull(mostTime, "mostTime is null");
        }

        /** Those with the usual processor time. */
        public static Settings of(long heapBytes, Duration mostTime) {
            return new Settings(heapBytes, Duration.ofSeconds(90), mostTime);
        }
    }

    /** With no process yet. */
    public DecoderProcess(Settings settings) {
        this(settings, directory -> ChildCommand.of(settings.heapBytes(), directory));
    }

    /** @param command that starts a process, from the directory for its temporary files */
    DecoderProcess(Settings settings, Function<Path, List<String>> command) {
        this.settings = requireNonNull(settings, "settings is null");
        this.command = command;
        this.speaker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "decoder-pipe");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a process ahead, so that the first picture need not wait for it.
     *
     * @throws java.io.UncheckedIOException if no process can be started
     */
    public void start() {
        current();
    }

    /** How often a process crashed, hung, was killed or said nonsense; any thread. */
    public long failures() {
        return failures.get();
    }

    /** The process that the next picture is for, if there is one. */
    Optional<Long> pid() {
        synchronized (lock) {
            return Optional.ofNullable(child).map(Child::pid);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if that is not possible now, whatever the picture is
     */
    @Override
    public RgbImage decode(byte[] bytes, ImageLimits limits, BooleanSupplier unwanted) {
        limits.checkBytes(bytes.length);
        ImageHeader header = ImageHeader.read(bytes);
        limits.check(header, bytes.length);
        LargePictures.requireReadable(header, bytes);
        long pixels = (long) header.width() * header.height();
        boolean fit = false;
        turn.lock();
        try {
            RgbImage picture = decodeTwice(new Request(bytes, limits), header, pixels, unwanted);
            fit = pixels <= LARGE_PIXELS;
            return picture;
        } catch (UnreadableImageException e) {
            fit = true;
            throw e;
        } finally {
            prepareNext(fit);
            turn.unlock();
        }
    }

    /** A process that fails may have been killed by chance: only the second time it is the picture's doing. */
    private RgbImage decodeTwice(Request request, ImageHeader header, long pixels, BooleanSupplier unwanted) {
        for (boolean again = false; ; again = true) {
            Child current = current();
            try {
                return decode(current, speaker.submit(() -> current.decode(request, pixels)), unwanted);
            } catch (ChildFailedException e) {
                current.end();
                failures.incrementAndGet();
                LOG.warn("the process that decoded a picture ({}) failed: {}", header.format(), e.getMessage());
                if (again) {
                    throw e.isKilled()
                            ? new IllegalStateException("the decoder's process was killed twice", e)
                            : new UnreadableImageException(
                                    "the " + header.format() + " file is damaged: its decoder crashes", e);
                }
            }
        }
    }

    private RgbImage decode(Child current, Future<RgbImage> answer, BooleanSupplier unwanted) {
        long begin = System.nanoTime();
        Duration spentBefore = current.processorTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (unwanted.getAsBoolean()) {
                        current.end();
                        throw new DecodingStoppedException();
                    }
                    checkTime(current, begin, spentBefore);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void checkTime(Child current, long begin, Duration spentBefore) {
        if (current.processorTime().minus(spentBefore).compareTo(settings.mostProcessorTime()) > 0) {
            current.end();
            failures.incrementAndGet();
            throw new ImageTooLargeException("a picture must be decoded within "
                    + settings.mostProcessorTime().toSeconds()
                    + " s of processor time but this one takes longer; save it with fewer pixels first");
        }
        if (System.nanoTime() - begin > settings.mostTime().toNanos()) {
            current.end();
            failures.incrementAndGet();
            throw new IllegalStateException("the decoder's process gave no answer within "
                    + settings.mostTime().toMillis() + " ms");
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException("decoding failed", cause);
    }

    /** The process for the next picture: the present one if it lives. */
    private Child current() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the decoder is closed");
            }
            Child present = child;
            if (present == null || !present.isAlive()) {
                if (present != null) {
                    present.end();
                }
                present = Child.start(command);
                child = present;
            }
            return present;
        }
    }

    /** @param fit whether the present process may serve again, if it lives */
    private void prepareNext(boolean fit) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (!fit && child != null) {
                child.end();
                child = null;
            }
            try {
                current();
            } catch (UncheckedIOException e) {
                LOG.warn("{}; the next picture tries again", e.getMessage());
            }
        }
    }

    /** Ends the process, and the call that waits for it, if there is one. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (child != null) {
                child.end();
                child = null;
            }
        }
        speaker.shutdown();
    }
}
