package org.stylize.worker.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.PoisonJobException;

/** A store without a store. */
public final class InMemoryImageStore implements ImageStore {
    private final String bucket;
    private final long mostBytes;
    private final Map<ImageRef, ImageBytes> objects = new ConcurrentHashMap<>();

    public InMemoryImageStore(String bucket, long mostBytes) {
        this.bucket = bucket;
        this.mostBytes = mostBytes;
    }

    @Override
    public ImageBytes get(ImageRef image) {
        requireOwnBucket(image);
        ImageBytes bytes = Optional.ofNullable(objects.get(image))
                .orElseThrow(() -> new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, "there is no object " + image));
        if (bytes.length() > mostBytes) {
            throw new PoisonJobException(
                    ProblemType.IMAGE_TOO_LARGE,
                    "a picture may have " + mostBytes + " bytes but " + image + " has " + bytes.length());
        }
        return bytes;
    }

    @Override
    public void put(ImageRef image, ImageBytes bytes) {
        requireOwnBucket(image);
        objects.put(image, bytes);
    }

    @Override
    public void delete(ImageRef image) {
        requireOwnBucket(image);
        objects.remove(image);
    }

    public boolean has(ImageRef image) {
        return objects.containsKey(image);
    }

    private void requireOwnBucket(ImageRef image) {
        if (!image.bucket().equals(bucket)) {
            throw new PoisonJobException(
                    ProblemType.BUCKET_NOT_ALLOWED,
                    "pictures must be in bucket '" + bucket + "' but this one is " + image);
        }
    }
}
