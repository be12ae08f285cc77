package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.ImageTooSmallException;
import org.stylize.image.LargePictures;
import org.stylize.image.UnreadableImageException;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;

/**
 * Checks the pictures of a request. Only the beginning of a file is read. The worker checks the rest, for example
 * whether the file is complete.
 *
 * <p>A picture of the store that was found good is not looked at again for some seconds: thousands of jobs may name the same
 * one. A picture that somebody deletes or replaces in that time is the worker's to refuse, as it is when that happens after
 * the request. For any thread.
 */
public final class ImageInspection {
    /** Enough for the header of almost every file. */
    private static final int BEGINNING_BYTES = 1 << 20;

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 10_000;

    private final ImageStore store;
    private final ImageLimits limits;
    private final Cache<ImageRef, Optional<ImageHeader>> good = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    public ImageInspection(ImageStore store, ImageLimits limits) {
        this.store = requireNonNull(store, "store is null");
        this.limits = requireNonNull(limits, "limits is null");
    }

    /**
     * Checks an uploaded picture.
     *
     * @return its header; empty for a TIFF whose header lies behind the part that is read
     * @throws RefusedException if no job can be made of it
     */
    public Optional<ImageHeader> check(ImageSource.Uploaded image) {
        try (InputStream stream = image.upload().open()) {
            return check(image.field(), image.upload().bytes(), stream.readNBytes(BEGINNING_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read back", e);
        }
    }

    /**
     * Checks a picture in the store.
     *
     * @return its header; empty for a TIFF whose header lies behind the part that is read
     * @throws RefusedException if it is not there, or no job can be made of it
     */
    public Optional<ImageHeader> check(String field, ImageRef image) {
        return requireNonNull(good.get(image, ref -> look(field, ref)));
    }

    /** Says that a picture of the store was deleted. */
    public void forget(ImageRef image) {
        good.invalidate(image);
    }

    private Optional<ImageHeader> look(String field, ImageRef image) {
        try {
            long bytes = store.version(image).bytes();
            refuseUnless(
                    () -> {
                        limits.checkBytes(bytes);
                        return true;
                    },
                    field);
            return check(field, bytes, store.beginning(image, BEGINNING_BYTES));
        } catch (ImageNotFoundException e) {
            throw new RefusedException(ProblemType.IMAGE_NOT_FOUND, String.valueOf(e.getMessage()), field, e);
        }
    }

    private Optional<ImageHeader> check(String field, long bytes, byte[] beginning) {
        boolean isPart = bytes > beginning.length && isTiff(beginning);
        return refuseUnless(
                () -> {
                    Optional<ImageHeader> found =
                            isPart ? headerIfThere(beginning) : Optional.of(ImageHeader.read(beginning));
                    found.ifPresent(header -> {
                        limits.check(header, bytes);
                        LargePictures.requireReadable(header, beginning);
                    });
                    return found;
                },
                field);
    }

    /** Empty for a TIFF whose directory lies behind its beginning. */
    private static Optional<ImageHeader> headerIfThere(byte[] beginning) {
        try {
            return Optional.of(ImageHeader.read(beginning));
        } catch (UnreadableImageException e) {
            if (e.getCause() instanceof IndexOutOfBoundsException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isTiff(byte[] bytes) {
        return bytes.length >= 4
                && ((bytes[0] == 'I' && bytes[1] == 'I' && bytes[2] == 42 && bytes[3] == 0)
                        || (bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && bytes[3] == 42));
    }

    private static <T> T refuseUnless(Supplier<T> check, String field) {
        try {
            return check.get();
        } catch (ImageException e) {
            throw new RefusedException(typeOf(e), String.valueOf(e.getMessage()), field, e);
        }
    }

    private static ProblemType typeOf(ImageException e) {
        if (e instanceof ImageTooLargeException) {
            return ProblemType.IMAGE_TOO_LARGE;
        }
        if (e instanceof ImageTooSmallException) {
            return ProblemType.IMAGE_TOO_SMALL;
        }
        if (e instanceof UnreadableImageException) {
            return ProblemType.IMAGE_UNREADABLE;
        }
        throw new IllegalStateException("an unknown problem with a picture", e);
    }
}
