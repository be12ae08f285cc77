package org.stylize.worker.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.proto.ProblemType;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactMissingException;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.PoisonJobException;

/** A bucket in memory, for pictures and artefacts. */
public final class InMemoryStore implements ImageStore, ArtefactStore {
    private final String bucket;
    private final long mostBytes;
    private final Map<ImageRef, ImageBytes> objects = new ConcurrentHashMap<>();

    public InMemoryStore(String bucket, long mostBytes) {
        this.bucket = bucket;
        this.mostBytes = mostBytes;
    }

    @Override
    public ImageBytes get(ImageRef image) {
        if (!image.bucket().equals(bucket)) {
            throw new PoisonJobException(
                    ProblemType.BUCKET_NOT_ALLOWED,
                    "pictures must be in bucket '" + bucket + "' but this one is " + image);
        }
        ImageBytes bytes = Optional.ofNullable(objects.get(image))
                .orElseThrow(() -> new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, "there is no object " + image));
        if (bytes.length() > mostBytes) {
            throw new PoisonJobException(ProblemType.IMAGE_TOO_LARGE, image + " has " + bytes.length() + " bytes");
        }
        return bytes;
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        put(ref(key), new ImageBytes(content));
        return ref(key);
    }

    @Override
    public byte[] get(ArtefactKey key) {
        return Optional.ofNullable(objects.get(ref(key)))
                .orElseThrow(() -> new ArtefactMissingException(key, null))
                .toArray();
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        return objects.keySet().stream()
                .flatMap(ref -> ArtefactKey.parse(ref.key()).stream())
                .filter(key -> key.job().equals(job) && key.kind() == kind)
                .sorted(ArtefactKey.ORDER)
                .toList();
    }

    @Override
    public void delete(ArtefactKey key) {
        objects.remove(ref(key));
    }

    /** Puts a picture or any other object there. */
    public void put(ImageRef object, ImageBytes content) {
        objects.put(object, content);
    }

    public void remove(ImageRef object) {
        objects.remove(object);
    }

    public boolean has(ImageRef object) {
        return objects.containsKey(object);
    }

    private ImageRef ref(ArtefactKey key) {
        return new ImageRef(bucket, key.objectKey());
    }
}
