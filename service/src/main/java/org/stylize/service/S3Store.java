package org.stylize.service;

import static java.util.Objects.requireNonNull;

import io.minio.BucketExistsArgs;
import io.minio.CopyObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.stylize.base.TrustStore;
import org.stylize.proto.ImageRef;

/**
 * Objects in a store with the S3 interface, through the MinIO SDK. Every failure is a {@link StoreException}. Connects at
 * the first use. For any thread.
 */
public final class S3Store implements AutoCloseable {
    private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject");
    private static final Set<String> INVALID =
            Set.of("InvalidArgument", "InvalidObjectName", "InvalidURI", "KeyTooLongError", "XMinioInvalidObjectName");
    /** Refusals that have another status than 401 or 403. */
    private static final Set<String> DENIED =
            Set.of("AuthorizationHeaderMalformed", "ExpiredToken", "InvalidToken", "PermanentRedirect");

    private static final int HTTP_UNAUTHORIZED = 401;
    private static final int HTTP_FORBIDDEN = 403;
    private static final int HTTP_URI_TOO_LONG = 414;
    /** A file up to this size is sent in one request. */
    private static final long PART_BYTES = 256L << 20;
    /** The HTTP client's own limit is five at a time for each server, which callers would wait for. */
    private static final int MOST_AT_ONCE = 256;
    /** Beyond these, a connection that is not used is closed. */
    private static final int IDLE_CONNECTIONS = 64;

    private static final Duration IDLE = Duration.ofMinutes(1);
    /** A store lists no more objects in one answer. */
    public static final int MOST_LISTED = 1_000;

    private final String bucket;
    private final OkHttpClient http;
    private final MinioClient client;
    private final StoreCalls calls;

    /**
     * An object that is open.
     *
     * @param stream its bytes; the code that opened the object closes it
     * @param length number of bytes; -1 if the store does not say
     */
    public record Content(InputStream stream, long length) implements AutoCloseable {
        public Content {
            requireNonNull(stream, "stream is null");
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /**
     * What an object holds at a time.
     *
     * @param bytes its size
     * @param etag the store's tag of this content, without quotes; empty if the store does not say
     */
    public record Version(long bytes, String etag) {
        public Version {
            requireNonNull(etag, "etag is null");
        }
    }

    /**
     * An object, as a list has it.
     *
     * @param storedAt by the store's clock
     * @param bytes its size
     */
    public record Listed(String key, Instant storedAt, long bytes) {
        public Listed {
            requireNonNull(key, "key is null");
            requireNonNull(storedAt, "storedAt is null");
        }
    }

    /** @throws IllegalArgumentException if the endpoint is not a valid URL, or the trust store cannot be read */
    public S3Store(S3Settings settings) {
        this(settings, StoreCalls.UNHEARD);
    }

    /**
     * The same.
     *
     * @param calls is told of each call
     */
    public S3Store(S3Settings settings, StoreCalls calls) {
        this.calls = requireNonNull(calls, "calls is null");
        bucket = settings.bucket();
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .dispatcher(dispatcher())
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1)); // as the SDK's own client
        if (settings.wholeTimeout() != null) {
            builder.callTimeout(settings.wholeTimeout());
        }
        String trusted = settings.properties().get(S3Settings.TRUST_STORE_LOCATION);
        if (trusted != null) {
            TrustStore trust = trustStore(trusted, settings.properties());
            builder.sslSocketFactory(trust.context().getSocketFactory(), trust.manager());
        }
        http = builder.build();
        MinioClient.Builder minio = MinioClient.builder()
                .endpoint(settings.endpoint())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http);
        if (settings.region() != null) {
            minio.region(settings.region());
        }
        client = minio.build();
    }

    private static Dispatcher dispatcher() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MOST_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(MOST_AT_ONCE);
        return dispatcher;
    }

    private static TrustStore trustStore(String file, Map<String, String> properties) {
        try {
            return TrustStore.read(
                    Path.of(file),
                    properties.getOrDefault(S3Settings.TRUST_STORE_TYPE, "PEM"),
                    properties.get(S3Settings.TRUST_STORE_PASSWORD));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(S3Settings.TRUST_STORE_LOCATION + ": " + e.getMessage(), e);
        }
    }

    /** The bucket of the settings. */
    public String bucket() {
        return bucket;
    }

    public boolean hasBucket(String name) {
        return call(
                StoreAction.LOOK_FOR_BUCKET,
                new ImageRef(name, "-"),
                () -> client.bucketExists(
                        BucketExistsArgs.builder().bucket(name).build()));
    }

    /** When an object was stored, by the store's clock, in whole seconds. */
    public Instant storedAt(ImageRef object) {
        return stat(object).lastModified().toInstant();
    }

    /** The present version of an object. */
    public Version version(ImageRef object) {
        StatObjectResponse stat = stat(object);
        return new Version(stat.size(), stat.etag() == null ? "" : stat.etag());
    }

    private StatObjectResponse stat(ImageRef object) {
        return call(
                StoreAction.LOOK_AT,
                object,
                () -> client.statObject(StatObjectArgs.builder()
                        .bucket(object.bucket())
                        .object(object.key())
                        .build()));
    }

    /** Opens an object; the caller closes it. */
    public Content open(ImageRef object) {
        return content(object, GetObjectArgs.builder());
    }

    /** The first bytes of an object, or all of a shorter one. */
    public byte[] beginning(ImageRef object, int most) {
        return call(StoreAction.READ, object, () -> {
            try (Content content =
                    content(object, GetObjectArgs.builder().offset(0L).length((long) most))) {
                return content.stream().readNBytes(most);
            }
        });
    }

    /**
     * Some bytes of an object.
     *
     * @param version to which they must belong; another one is {@link StoreException.Kind#REFUSED}
     * @param offset of the first byte
     * @param length number of bytes; the object must have them
     */
    public byte[] part(ImageRef object, Version version, long offset, int length) {
        GetObjectArgs.Builder args = GetObjectArgs.builder().offset(offset).length((long) length);
        if (!version.etag().isEmpty()) {
            args.matchETag(version.etag());
        }
        return call(StoreAction.READ, object, () -> {
            try (Content content = content(object, args)) {
                byte[] bytes = content.stream().readNBytes(length);
                if (bytes.length < length) {
                    throw new IOException("expected " + length + " bytes but got " + bytes.length);
                }
                return bytes;
            }
        });
    }

    /**
     * Reads an object whole. If it is too large, no byte is read, or at most one byte more than the limit where the store
     * does not say how many there are.
     *
     * @param most bytes that the object may have
     */
    public byte[] read(ImageRef object, int most) {
        return call(StoreAction.READ, object, () -> {
            try (Content content = open(object)) {
                requireAtMost(most, object, content.length());
                byte[] bytes = content.stream().readNBytes(most + 1);
                requireAtMost(most, object, bytes.length);
                if (bytes.length < content.length()) {
                    throw new IOException("expected " + content.length() + " bytes but got " + bytes.length);
                }
                return bytes;
            }
        });
    }

    private static void requireAtMost(int most, ImageRef object, long length) {
        if (length > most) {
            throw new StoreException(
                    StoreException.Kind.TOO_LARGE,
                    object + " may have at most " + most + " bytes but has " + length,
                    null);
        }
    }

    /** Stores an object; an object of that key is replaced. */
    public void put(ImageRef object, byte[] content, String contentType) {
        call(
                StoreAction.STORE,
                object,
                () -> client.putObject(PutObjectArgs.builder()
                        .bucket(object.bucket())
                        .object(object.key())
                        .data(content, content.length)
                        .contentType(contentType)
                        .build()));
    }

    /** Stores a file's content; an object of that key is replaced. */
    public void put(ImageRef object, Path file, String contentType) {
        call(
                StoreAction.STORE,
                object,
                () -> client.uploadObject(UploadObjectArgs.builder()
                        .bucket(object.bucket())
                        .object(object.key())
                        .filename(file.toString(), PART_BYTES)
                        .contentType(contentType)
                        .build()));
    }

    /** Copies an object within the store; an object of that key is replaced. */
    public void copy(ImageRef from, ImageRef to) {
        call(
                StoreAction.COPY,
                from,
                () -> client.copyObject(CopyObjectArgs.builder()
                        .bucket(to.bucket())
                        .object(to.key())
                        .source(SourceObject.builder()
                                .bucket(from.bucket())
                                .object(from.key())
                                .build())
                        .build()));
    }

    /** Deletes an object; does nothing if there is none. */
    public void delete(ImageRef object) {
        call(StoreAction.DELETE, object, () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(object.bucket())
                    .object(object.key())
                    .build());
            return true;
        });
    }

    /** Keys of all objects in the bucket of the settings that begin with the prefix, in the store's order. */
    public List<String> list(String prefix) {
        return call(StoreAction.LIST, new ImageRef(bucket, prefix), () -> {
            List<String> keys = new ArrayList<>();
            for (Result<Item> result : client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                keys.add(result.get().objectName());
            }
            return keys;
        });
    }

    /**
     * Some objects in the bucket of the settings, in the order of their keys; one request.
     *
     * @param prefix with which their keys begin
     * @param after the key after which the page begins; empty for the first page
     * @param most objects of the page, 1 to {@value #MOST_LISTED}; there are no more if the page has fewer
     */
    public List<Listed> page(String prefix, String after, int most) {
        return call(StoreAction.LIST, new ImageRef(bucket, prefix), () -> {
            ListObjectsArgs.Builder args = ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(true)
                    .maxKeys(most);
            if (!after.isEmpty()) {
                args.startAfter(after);
            }
            List<Listed> page = new ArrayList<>(most);
            Iterator<Result<Item>> objects = client.listObjects(args.build()).iterator();
            while (page.size() < most && objects.hasNext()) {
                Item object = objects.next().get();
                page.add(new Listed(object.objectName(), object.lastModified().toInstant(), object.size()));
            }
            return page;
        });
    }

    /** The first parts of the keys of all objects in the bucket of the settings that have a slash, without the slash. */
    public List<String> folders() {
        return call(StoreAction.LIST, new ImageRef(bucket, "*"), () -> {
            List<String> folders = new ArrayList<>();
            for (Result<Item> result : client.listObjects(
                    ListObjectsArgs.builder().bucket(bucket).recursive(false).build())) {
                Item item = result.get();
                if (item.isDir()) {
                    folders.add(item.objectName().substring(0, item.objectName().length() - 1));
                }
            }
            return folders;
        });
    }

    /** Whether the list of objects has that one. */
    public boolean isListed(ImageRef object) {
        return call(StoreAction.LOOK_FOR, object, () -> {
            // The object itself is the first of those that begin with its key.
            for (Result<Item> result : client.listObjects(ListObjectsArgs.builder()
                    .bucket(object.bucket())
                    .prefix(object.key())
                    .recursive(true)
                    .maxKeys(1)
                    .build())) {
                return result.get().objectName().equals(object.key());
            }
            return false;
        });
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Content content(ImageRef object, GetObjectArgs.Builder args) {
        return call(StoreAction.READ, object, () -> {
            GetObjectResponse body = client.getObject(
                    args.bucket(object.bucket()).object(object.key()).build());
            String length = body.headers().get("Content-Length");
            return new Content(body, length == null ? -1 : Long.parseLong(length));
        });
    }

    @FunctionalInterface
    private interface Call<T> {
        T answer() throws MinioException, IOException;
    }

    private <T> T call(StoreAction action, ImageRef object, Call<T> call) {
        try (StoreCalls.Call told = calls.begin(action, object)) {
            try {
                return answer(action.words(), object, call);
            } catch (StoreException e) {
                told.failed(e);
                throw e;
            }
        }
    }

    private static <T> T answer(String what, ImageRef object, Call<T> call) {
        try {
            return call.answer();
        } catch (ErrorResponseException e) {
            String code = String.valueOf(e.errorResponse().code());
            throw MISSING.contains(code)
                    ? new StoreException(StoreException.Kind.MISSING, "there is no object " + object, e)
                    : new StoreException(
                            kind(code, e.response().code()),
                            "cannot " + what + " " + object + ": the store answered " + code,
                            e);
        } catch (MinioException | IOException e) {
            throw unreachable(what, object, e);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Kind.INVALID, "cannot " + what + " " + object + ": " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            // The SDK's way to say that the network failed, or that the store's certificate is not trusted.
            if (e.getCause() instanceof IOException || e.getCause() instanceof GeneralSecurityException) {
                throw unreachable(what, object, (Exception) e.getCause());
            }
            throw e;
        }
    }

    private static StoreException.Kind kind(String code, int status) {
        if (INVALID.contains(code) || status == HTTP_URI_TOO_LONG) {
            return StoreException.Kind.INVALID;
        }
        return DENIED.contains(code) || status == HTTP_UNAUTHORIZED || status == HTTP_FORBIDDEN
                ? StoreException.Kind.DENIED
                : StoreException.Kind.REFUSED;
    }

    private static StoreException unreachable(String what, ImageRef object, Exception cause) {
        return new StoreException(
                StoreException.Kind.UNREACHABLE,
                "cannot " + what + " " + object + ": the store does not answer: " + cause.getMessage(),
                cause);
    }
}
