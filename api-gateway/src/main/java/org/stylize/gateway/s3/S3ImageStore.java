package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ImageRef;

/** Any store that speaks S3. */
public final class S3ImageStore implements ImageStore, AutoCloseable {
    private static final Set<String> NOT_FOUND = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject");
    /** One request for every picture within the limits. */
    private static final long PART_BYTES = 256L << 20;

    private final String bucket;
    private final OkHttpClient http;
    private final MinioClient client;

    /**
     * A client; nothing is asked of the store yet.
     *
     * @param endpoint {@code http://host:port}
     * @param timeout longest wait for a connection, and for each piece of an answer
     * @param wholeTimeout longest time of one request, upload included
     */
    public S3ImageStore(
            String endpoint,
            String accessKey,
            String secretKey,
            String region,
            String bucket,
            Duration timeout,
            Duration wholeTimeout) {
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.http = new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(wholeTimeout)
                .build();
        this.client = MinioClient.builder()
                .endpoint(endpoint)
                .region(region)
                .credentials(accessKey, secretKey)
                .httpClient(http)
                .build();
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public long bytes(ImageRef image) {
        return ask(image, () -> client.statObject(StatObjectArgs.builder()
                        .bucket(image.bucket())
                        .object(image.key())
                        .build())
                .size());
    }

    @Override
    public byte[] beginning(ImageRef image, int most) {
        return ask(image, () -> {
            GetObjectArgs range = GetObjectArgs.builder()
                    .bucket(image.bucket())
                    .object(image.key())
                    .offset(0L)
                    .length((long) most)
                    .build();
            try (InputStream stream = client.getObject(range)) {
                return stream.readNBytes(most);
            }
        });
    }

    @Override
    public void put(ImageRef image, ImageUpload upload, String mediaType) {
        ask(
                image,
                () -> client.uploadObject(UploadObjectArgs.builder()
                        .bucket(image.bucket())
                        .object(image.key())
                        .filename(upload.file().toString(), PART_BYTES)
                        .contentType(mediaType)
                        .build()));
    }

    @Override
    public ImageContent open(ImageRef image) {
        GetObjectResponse object = ask(
                image,
                () -> client.getObject(GetObjectArgs.builder()
                        .bucket(image.bucket())
                        .object(image.key())
                        .build()));
        String bytes = object.headers().get("Content-Length");
        String etag = object.headers().get("ETag");
        return new ImageContent(
                object, bytes == null ? -1 : Long.parseLong(bytes), etag == null ? "" : etag.replace("\"", ""));
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private interface Question<T> {
        T ask() throws MinioException, IOException;
    }

    private <T> T ask(ImageRef image, Question<T> question) {
        try {
            return question.ask();
        } catch (ErrorResponseException e) {
            if (NOT_FOUND.contains(e.errorResponse().code())) {
                throw new ImageNotFoundException(image, e);
            }
            throw new UnavailableException(
                    "the object store answered " + e.errorResponse().code() + " for " + image.uri(), e);
        } catch (MinioException | IOException e) {
            throw new UnavailableException("the object store does not answer", e);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException) { // so the SDK tells of a refused connection
                throw new UnavailableException("the object store does not answer", e);
            }
            throw e;
        }
    }
}
