package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.InputStream;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.proto.ImageRef;

/** Measures the time of the store's answers, successful or not. */
public final class MeteredImageStore implements ImageStore {
    private final ImageStore store;
    private final Timer stat;
    private final Timer get;
    private final Timer put;
    private final Timer copy;

    public MeteredImageStore(ImageStore store, MeterRegistry registry) {
        this.store = requireNonNull(store, "store is null");
        this.stat = timer("stat", registry);
        this.get = timer("get", registry);
        this.put = timer("put", registry);
        this.copy = timer("copy", registry);
    }

    @Override
    public String bucket() {
        return store.bucket();
    }

    @Override
    public byte[] beginning(ImageRef image, int most) {
        return requireNonNull(get.record(() -> store.beginning(image, most)));
    }

    @Override
    public void put(ImageRef image, ImageUpload upload, String mediaType) {
        put.record(() -> store.put(image, upload, mediaType));
    }

    @Override
    public void copy(ImageRef from, ImageRef to) {
        copy.record(() -> store.copy(from, to));
    }

    @Override
    public Version version(ImageRef image) {
        return requireNonNull(stat.record(() -> store.version(image)));
    }

    @Override
    public byte[] part(ImageRef image, Version version, long offset, int length) {
        return requireNonNull(get.record(() -> store.part(image, version, offset, length)));
    }

    @Override
    public InputStream open(ImageRef image) {
        return requireNonNull(get.record(() -> store.open(image)));
    }

    private static Timer timer(String operation, MeterRegistry registry) {
        return Timer.builder("stylize.gateway.s3")
                .description("Time of requests to the S3 store; for get, until the first byte")
                .tag("operation", operation)
                .register(registry);
    }
}
