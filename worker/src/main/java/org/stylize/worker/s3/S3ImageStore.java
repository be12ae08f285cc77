package org.stylize.worker.s3;

import static java.util.Objects.requireNonNull;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobException;
import org.stylize.worker.job.PoisonJobException;
import org.stylize.worker.job.TransientFaultException;

/** Pictures in one bucket of an S3 store, through the MinIO SDK. For any thread. */
public final class S3ImageStore implements ImageStore, AutoCloseable {
    private final MinioClient client;
    private final Settings settings;

    /**
     * Where the store is, who asks, and what may be asked for.
     *
     * @param endpoint {@code http://host:port} or {@code https://…}
     * @param region of the bucket; null to ask the store
     * @param bucket the only one that jobs may name
     * @param mostBytes of a picture that is read
     * @param timeout longest wait for a connection, and for the next bytes of an answer
     */
    public record Settings(
            String endpoint,
            String accessKey,
            String secretKey,
            @Nullable String region,
            String bucket,
            long mostBytes,
            Duration timeout) {
        public Settings {
            requireNonNull(endpoint, "endpoint is null");
            requireNonNull(accessKey, "accessKey is null");
            requireNonNull(secretKey, "secretKey is null");
            requireNonNull(bucket, "bucket is null");
            requireNonNull(timeout, "timeout is null");
            if (mostBytes < 1 || mostBytes > Integer.MAX_VALUE - 64) {
                throw new IllegalArgumentException(
                        "mostBytes must be 1 to " + (Integer.MAX_VALUE - 64) + " but is " + mostBytes);
            }
        }

        /** Without the keys. */
        @Override
        public String toString() {
            return endpoint + "/" + bucket;
        }
    }

    /** Connects at the first use. */
    public S3ImageStore(Settings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        MinioClient.Builder builder = MinioClient.builder()
                .endpoint(settings.endpoint())
                .credentials(settings.accessKey(), settings.secretKey());
        if (settings.region() != null) {
            builder.region(settings.region());
        }
        client = builder.build();
        long timeoutMillis = settings.timeout().toMillis();
        client.setTimeout(timeoutMillis, timeoutMillis, timeoutMillis);
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return call("read", image, () -> {
            GetObjectArgs args = GetObjectArgs.builder()
                    .bucket(image.bucket())
                    .object(image.key())
                    .build();
            try (GetObjectResponse body = client.getObject(args)) {
                return read(image, body);
            }
        });
    }

    @Override
    public void put(ImageRef image, ImageBytes bytes) {
        byte[] content = bytes.toArray();
        call(
                "store",
                image,
                () -> client.putObject(PutObjectArgs.builder()
                        .bucket(image.bucket())
                        .object(image.key())
                        .data(content, content.length)
                        .contentType(contentType(image))
                        .build()));
    }

    @Override
    public void delete(ImageRef image) {
        call("delete", image, () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(image.bucket())
                    .object(image.key())
                    .build());
            return true;
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) { // declared by AutoCloseable; nothing depends on the outcome
            throw new IllegalStateException("the store's client could not be closed", e);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T answer() throws MinioException, IOException;
    }

    private <T> T call(String what, ImageRef image, Call<T> call) {
        requireOwnBucket(image);
        try {
            return call.answer();
        } catch (MinioException e) {
            throw isMissing(e) ? missing(image, e) : unavailable(what, image, e);
        } catch (IOException e) {
            throw unavailable(what, image, e);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException cause) { // so the SDK says that the network failed
                throw unavailable(what, image, cause);
            }
            throw e;
        }
    }

    /** No byte is read if the store says that there are too many, and none beyond the limit if it says nothing. */
    private ImageBytes read(ImageRef image, GetObjectResponse body) throws IOException {
        String declared = body.headers().get("Content-Length");
        if (declared != null) {
            requireWithinLimit(image, Long.parseLong(declared));
        }
        byte[] bytes = body.readNBytes((int) settings.mostBytes() + 1);
        requireWithinLimit(image, bytes.length);
        if (declared != null && bytes.length < Long.parseLong(declared)) {
            throw new IOException("expected " + declared + " bytes but got " + bytes.length);
        }
        return new ImageBytes(bytes);
    }

    private void requireOwnBucket(ImageRef image) {
        if (!image.bucket().equals(settings.bucket())) {
            throw new PoisonJobException(
                    ProblemType.BUCKET_NOT_ALLOWED,
                    "pictures must be in bucket '" + settings.bucket() + "' but this one is " + image);
        }
    }

    private void requireWithinLimit(ImageRef image, long size) {
        if (size > settings.mostBytes()) {
            throw new PoisonJobException(
                    ProblemType.IMAGE_TOO_LARGE,
                    "a picture may have " + settings.mostBytes() + " bytes but " + image + " has " + size);
        }
    }

    private static boolean isMissing(MinioException e) {
        return e instanceof ErrorResponseException refusal
                && "NoSuchKey".equals(refusal.errorResponse().code());
    }

    /** A store without our bucket is not the job's fault, but answers in the same way. */
    private JobException missing(ImageRef image, MinioException cause) {
        boolean bucketExists = call(
                "read",
                image,
                () -> client.bucketExists(
                        BucketExistsArgs.builder().bucket(image.bucket()).build()));
        return bucketExists
                ? new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, "there is no object " + image, cause)
                : new TransientFaultException("there is no bucket '" + image.bucket() + "'", cause);
    }

    private static TransientFaultException unavailable(String what, ImageRef image, Exception cause) {
        return new TransientFaultException(
                "can't " + what + " " + image + " at the store: " + cause.getMessage(), cause);
    }

    private static String contentType(ImageRef image) {
        return image.key().endsWith(".png") ? "image/png" : "image/jpeg";
    }
}
