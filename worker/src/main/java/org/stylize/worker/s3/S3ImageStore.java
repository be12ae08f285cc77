package org.stylize.worker.s3;

import static java.util.Objects.requireNonNull;

import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobException;
import org.stylize.worker.job.PoisonJobException;

/** Pictures in one bucket of an S3 store. For any thread. */
public final class S3ImageStore implements ImageStore {
    private static final int MOST_BYTES_OF_AN_ARRAY = Integer.MAX_VALUE - 64;

    private final S3Store store;
    private final int mostBytes;

    /**
     * Reads from the store's bucket only.
     *
     * @param store its creator closes it
     * @param mostBytes of a picture that is read
     */
    public S3ImageStore(S3Store store, long mostBytes) {
        this.store = requireNonNull(store, "store is null");
        if (mostBytes < 1 || mostBytes > MOST_BYTES_OF_AN_ARRAY) {
            throw new IllegalArgumentException(
                    "mostBytes must be 1 to " + MOST_BYTES_OF_AN_ARRAY + " but is " + mostBytes);
        }
        this.mostBytes = (int) mostBytes;
    }

    @Override
    public ImageBytes get(ImageRef image) {
        if (!image.bucket().equals(store.bucket())) {
            throw new PoisonJobException(
                    ProblemType.BUCKET_NOT_ALLOWED,
                    "pictures must be in bucket '" + store.bucket() + "' but this one is " + image);
        }
        try {
            return new ImageBytes(store.read(image, mostBytes));
        } catch (StoreException e) {
            throw translated(image, e);
        }
    }

    private JobException translated(ImageRef image, StoreException e) {
        return switch (e.kind()) {
            case MISSING -> notThere(image, e);
            case TOO_LARGE -> new PoisonJobException(ProblemType.IMAGE_TOO_LARGE, String.valueOf(e.getMessage()), e);
            case INVALID -> new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, String.valueOf(e.getMessage()), e);
            case REFUSED, DENIED -> refused(image, e);
            case UNREACHABLE -> StoreFaults.of(e);
        };
    }

    /** A store without our bucket is not the job's fault, but answers in the same way. */
    private JobException notThere(ImageRef image, StoreException cause) {
        try {
            return store.hasBucket(image.bucket())
                    ? new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, "there is no object " + image, cause)
                    : StoreFaults.noBucket(image.bucket(), cause);
        } catch (StoreException e) {
            return StoreFaults.of(e);
        }
    }

    /**
     * Some stores answer with a fault of their own, or with a refusal, if there is no such object. Their list of objects
     * tells the difference.
     */
    private JobException refused(ImageRef image, StoreException cause) {
        try {
            return store.isListed(image)
                    ? StoreFaults.of(cause)
                    : new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, "there is no object " + image, cause);
        } catch (StoreException e) {
            return StoreFaults.of(cause);
        }
    }
}
