package org.stylize.worker.testing;

import java.time.Duration;
import java.util.List;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.StoreProbe;
import org.stylize.worker.s3.S3ArtefactStore;
import org.stylize.worker.s3.S3ImageStore;
import org.stylize.worker.s3.S3StoreProbe;

/** The real store behind both ports. */
public final class StackStore implements ImageStore, ArtefactStore, StoreProbe, AutoCloseable {
    private final S3Store store;
    private final ImageStore images;
    private final ArtefactStore artefacts;
    private final StoreProbe probe;

    /** @param mostBytes of a picture that is read */
    public StackStore(String endpoint, String accessKey, String secretKey, String bucket, long mostBytes) {
        store = new S3Store(new S3Settings(endpoint, accessKey, secretKey, null, bucket, Duration.ofSeconds(10)));
        images = new S3ImageStore(store, mostBytes);
        artefacts = new S3ArtefactStore(store);
        probe = new S3StoreProbe(store, "test");
    }

    /** Puts a picture there, as an upload. */
    public void put(ImageRef image, ImageBytes content) {
        store.put(image, content.toArray(), "image/png");
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return images.get(image);
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        return artefacts.put(key, content);
    }

    @Override
    public byte[] get(ArtefactKey key) {
        return artefacts.get(key);
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        return artefacts.list(job, kind);
    }

    @Override
    public void delete(ArtefactKey key) {
        artefacts.delete(key);
    }

    @Override
    public void probe() {
        probe.probe();
    }

    @Override
    public void close() {
        store.close();
    }
}
