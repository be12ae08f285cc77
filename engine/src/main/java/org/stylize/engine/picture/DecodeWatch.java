package org.stylize.engine.picture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageTooLargeException;

/**
 * Ends the decoding of one picture that takes too long or that nobody wants any more. It is asked between strips and whenever
 * a reader tells how far it is; readers of WebP never do, so a WebP is decoded to its end. Used by one thread.
 */
final class DecodeWatch implements IIOReadProgressListener {
    /** What Linux counts of the thread that reads it; the first number is nanoseconds on a processor. */
    private static final Path PROCESSOR_TIME = Path.of("/proc/thread-self/schedstat");

    private final BooleanSupplier unwanted;
    private final Duration longest;
    private final long start = System.nanoTime();
    private final long startOnProcessor = processorNanos();

    DecodeWatch(BooleanSupplier unwanted, Duration longest) {
        this.unwanted = requireNonNull(unwanted, "unwanted is null");
        this.longest = requireNonNull(longest, "longest is null");
    }

    private boolean isLate() {
        // A thread cannot spend more time on processors than there was.
        return System.nanoTime() - start >= longest.toNanos()
                && processorNanos() - startOnProcessor >= longest.toNanos();
    }

    /** Of this thread: a machine that is busy with other work does not make a picture take longer. */
    private static long processorNanos() {
        try {
            String used = Files.readString(PROCESSOR_TIME);
            return Long.parseLong(used.substring(0, used.indexOf(' ')));
        } catch (IOException | RuntimeException e) {
            return System.nanoTime(); // the kernel does not count it
        }
    }

    /**
     * Goes on, or not.
     *
     * @throws DecodingStoppedException if nobody wants the picture any more
     * @throws ImageTooLargeException if it takes too long
     */
    void check() {
        if (unwanted.getAsBoolean()) {
            throw new DecodingStoppedException();
        }
        if (isLate()) {
            throw new ImageTooLargeException("a picture must be decoded within " + longest.toSeconds()
                    + " s of processor time but this one takes longer; save it with fewer pixels first");
        }
    }

    /** Readers may be native code, which an exception must not cross: the caller asks {@link #check} when they return. */
    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (unwanted.getAsBoolean() || isLate()) {
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(@Nullable ImageReader source) {}
}
