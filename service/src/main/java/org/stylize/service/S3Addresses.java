package org.stylize.service;

import static java.util.Objects.requireNonNull;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioClient;
import io.minio.PostPolicy;
import io.minio.errors.MinioException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stylize.proto.ImageRef;

/**
 * Signed addresses of a store, with which somebody who has none of its keys may read one object, or write one, for some
 * time. Signs only: nothing is sent to the store. For any thread.
 */
public final class S3Addresses {
    private final String url;
    private final MinioClient client;

    /**
     * A form that a client posts to the store.
     *
     * @param url where to
     * @param fields of the form, before the last one, {@code file}
     */
    public record Form(String url, Map<String, String> fields) {
        public Form {
            requireNonNull(url, "url is null");
            fields = Map.copyOf(fields);
        }
    }

    /**
     * Addresses for those who reach the store under an address of its own.
     *
     * @param endpoint {@code http://host:port} or {@code https://…}
     * @param settings with the keys that sign, and with a region
     * @throws IllegalArgumentException if the endpoint is not a valid URL
     */
    public S3Addresses(String endpoint, S3Settings settings) {
        url = endpoint.replaceFirst("/+$", "") + "/" + settings.bucket();
        client = MinioClient.builder()
                .endpoint(endpoint)
                .region(requireNonNull(settings.region(), "region is null"))
                .credentials(settings.accessKey(), settings.secretKey())
                .build();
    }

    /**
     * A form with which one object may be written.
     *
     * @param contentType that the object must have
     * @param mostBytes of the object, at least 1
     */
    public Form form(ImageRef object, String contentType, long mostBytes, Instant end) {
        PostPolicy policy = new PostPolicy(object.bucket(), ZonedDateTime.ofInstant(end, ZoneOffset.UTC));
        policy.addEqualsCondition("key", object.key());
        policy.addEqualsCondition("Content-Type", contentType);
        policy.addContentLengthRangeCondition(1, mostBytes);
        try {
            Map<String, String> fields = new LinkedHashMap<>(client.getPresignedPostFormData(policy));
            fields.put("key", object.key());
            fields.put("Content-Type", contentType);
            return new Form(url, fields);
        } catch (MinioException e) {
            throw new IllegalStateException("a form cannot be signed", e);
        }
    }

    /**
     * An address under which one object may be read.
     *
     * @param contentType that the store says the object has
     * @param fileName under which browsers save it; letters, digits, dots and dashes
     * @param time for which the address counts, 1 second to 7 days
     */
    public String download(ImageRef object, String contentType, String fileName, Duration time) {
        try {
            return client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(Http.Method.GET)
                    .bucket(object.bucket())
                    .object(object.key())
                    .expiry(Math.toIntExact(time.toSeconds()), TimeUnit.SECONDS)
                    .extraQueryParams(Map.of(
                            "response-content-type",
                            contentType,
                            "response-content-disposition",
                            "attachment; filename=\"" + fileName + "\""))
                    .build());
        } catch (MinioException e) {
            throw new IllegalStateException("an address cannot be signed", e);
        }
    }
}
