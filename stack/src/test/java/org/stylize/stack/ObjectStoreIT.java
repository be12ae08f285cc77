package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ObjectStoreIT {
    private static StackProcess stack;
    private static MinioClient client;

    @BeforeAll
    static void start() {
        stack = StackProcess.start();
        client = client(stack.accessKey(), stack.secretKey());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        stack.close();
    }

    @Test
    void givesBackWhatWasPutWithItsTypeAndMetadata() throws Exception {
        byte[] bytes = bytes(1, 100_000);
        client.putObject(PutObjectArgs.builder()
                .bucket(stack.bucket())
                .object("jobs/1/pastiche.png")
                .data(bytes, bytes.length)
                .contentType("image/png")
                .userMetadata(Map.of("fingerprint", "abc"))
                .build());

        assertThat(get("jobs/1/pastiche.png")).isEqualTo(bytes);
        var stat = client.statObject(StatObjectArgs.builder()
                .bucket(stack.bucket())
                .object("jobs/1/pastiche.png")
                .build());
        assertThat(stat.contentType()).isEqualTo("image/png");
        assertThat(stat.userMetadata().getFirst("fingerprint")).isEqualTo("abc");
    }

    @Test
    void takesLargeObjectsInParts() throws Exception {
        byte[] bytes = bytes(2, 23 << 20);
        client.putObject(PutObjectArgs.builder().bucket(stack.bucket()).object("large").stream(
                        new ByteArrayInputStream(bytes), null, 5L << 20)
                .build());

        assertThat(get("large")).isEqualTo(bytes);
    }

    @Test
    void letsOneOfEightWinAConditionalPut() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> put = () -> {
                try {
                    byte[] bytes = Thread.currentThread().getName().getBytes(StandardCharsets.UTF_8);
                    client.putObject(PutObjectArgs.builder()
                            .bucket(stack.bucket())
                            .object("once")
                            .data(bytes, bytes.length)
                            .headers(Map.of("If-None-Match", "*"))
                            .build());
                    return true;
                } catch (ErrorResponseException e) {
                    assertThat(e.errorResponse().code()).isEqualTo("PreconditionFailed");
                    return false;
                }
            };
            List<Future<Boolean>> results = threads.invokeAll(Collections.nCopies(8, put));

            int winners = 0;
            for (Future<Boolean> result : results) {
                winners += result.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void givesAPresignedObjectToWhoHasNoKeys() throws Exception {
        byte[] bytes = bytes(3, 1_000);
        client.putObject(PutObjectArgs.builder()
                .bucket(stack.bucket())
                .object("presigned")
                .data(bytes, bytes.length)
                .build());
        String url = client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                .method(Http.Method.GET)
                .bucket(stack.bucket())
                .object("presigned")
                .expiry(60)
                .build());

        assertThat(fetch(url).statusCode()).isEqualTo(200);
        assertThat(fetch(url).body()).isEqualTo(bytes);
        assertThat(fetch(url.substring(0, url.indexOf('?'))).statusCode()).isEqualTo(403);
    }

    @Test
    @SuppressWarnings("try") // the client's close() may throw InterruptedException; that fails the test
    void refusesWrongKeys() throws Exception {
        try (MinioClient stranger = client(stack.accessKey(), "wrong-secret")) {
            assertThatThrownBy(() -> stranger.statObject(StatObjectArgs.builder()
                            .bucket(stack.bucket())
                            .object("anything")
                            .build()))
                    .isInstanceOf(ErrorResponseException.class)
                    .hasMessageContaining("signature");
        }
    }

    private static MinioClient client(String accessKey, String secretKey) {
        return MinioClient.builder()
                .endpoint(stack.s3Endpoint())
                .credentials(accessKey, secretKey)
                .build();
    }

    private static byte[] get(String object) throws Exception {
        try (InputStream in = client.getObject(
                GetObjectArgs.builder().bucket(stack.bucket()).object(object).build())) {
            return in.readAllBytes();
        }
    }

    private static HttpResponse<byte[]> fetch(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
