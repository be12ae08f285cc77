package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.rest.Spool;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;

/** Bodies on their way: whole, in part, too slow, too many. */
@QuarkusTest
@TestProfile(TransferProfile.class)
class TransferIT extends OnStackWithWorker {
    private static final String JOBS = "/v1/stylizations";
    private static final Duration PATIENCE = ofSeconds(60);
    /** More than the system's buffers between a client that does not read and the gateway. */
    private static final int LARGE = 24 << 20;

    @Inject
    Spool spool;

    @Inject
    Transfers transfers;

    @Test
    void aResultComesWholeOrInParts() {
        byte[] picture = bytes(1_000_000);
        String result = path(completed(picture)) + "/result";

        Api.Answer whole = api.get(result);
        Api.Answer part = api.get(result, "Range", "bytes=300000-300999");
        Api.Answer end = api.get(result, "Range", "bytes=-10", "If-Range", whole.header("ETag"));
        Api.Answer other = api.get(result, "Range", "bytes=0-9", "If-Range", "\"other\"");
        Api.Answer none = api.get(result, "Range", "bytes=1000000-");
        Api.Answer head = api.send(api.request(result, "Range", "bytes=0-9").method("HEAD", BodyPublishers.noBody()));

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(picture);
        assertThat(whole.header("Content-Length")).isEqualTo("1000000");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 300000-300999/1000000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(picture, 300_000, 301_000));
        assertThat(end.status()).isEqualTo(206);
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(picture, 999_990, 1_000_000));
        assertThat(other.status()).isEqualTo(200);
        assertThat(none.status()).isEqualTo(416);
        assertThat(none.header("Content-Range")).isEqualTo("bytes */1000000");
        assertThat(none.header("Content-Type")).startsWith("application/problem+json");
        assertThat(head.status()).isEqualTo(206);
        assertThat(head.header("Content-Length")).isEqualTo("10");
        awaitNone();
    }

    @Test
    void anUploadThatDoesNotGetOnIsBrokenOff() {
        try (SlowClient client = SlowClient.inUpload(base.getPort(), 100_000)) {
            String answer = new String(client.rest(PATIENCE), ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("too slowly");
        }
        try (SlowClient client = SlowClient.inJson(base.getPort())) {
            assertThat(new String(client.rest(PATIENCE), ISO_8859_1)).startsWith("HTTP/1.1 408");
        }
        awaitNone();
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() {
        String result = path(completed(bytes(LARGE))) + "/result";
        try (SlowClient client = SlowClient.reading(base.getPort(), result)) {
            await().atMost(PATIENCE).until(() -> transfers.open(Transfers.Kind.DOWNLOAD) == 1);
            awaitNone();
            assertThat(client.rest(PATIENCE)).hasSizeLessThan(LARGE);
        }
    }

    @Test
    void nothingIsLeftOfAnUpload() throws IOException {
        submit();
        awaitNone();
        assertThat(files()).isEmpty();

        try (SlowClient client = SlowClient.inUpload(base.getPort(), 1_000_000)) {
            client.send("some more of the picture");
            await().atMost(PATIENCE).until(() -> !files().isEmpty());
        }
        awaitNone();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(files()).isEmpty());

        Api.Answer refused = api.post(JOBS, new Api.Multipart().file("third", bytes(10_000)));
        assertThat(refused.status()).isEqualTo(400);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(files()).isEmpty());
    }

    @Test
    void anUploadWithoutItsLengthIsCountedWhileItIsRead() {
        Api.Multipart fits = new Api.Multipart()
                .file("content", SamplePictures.jpeg(80, 60))
                .file("style", SamplePictures.png(70, 50));
        Api.Multipart tooLarge = new Api.Multipart().file("content", bytes(21 << 20));

        assertThat(chunked(fits).status()).isEqualTo(202);
        Api.Answer refused = chunked(tooLarge);
        assertThat(refused.status()).as(refused.text()).isEqualTo(413);
        assertThat(refused.problem()).isEqualTo("/problems/body-too-large");
        awaitNone();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(files()).isEmpty());
    }

    private Api.Answer chunked(Api.Multipart body) {
        return api.send(
                api.request(JOBS, "Content-Type", body.type()).POST(BodyPublishers.fromPublisher(body.publisher())));
    }

    private JobId completed(byte[] picture) {
        JobId id = submit();
        ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", picture);
        worker.started(id, worker.attempt(1));
        worker.completed(id, worker.attempt(1), pastiche);
        awaitState(id, "COMPLETED");
        return id;
    }

    private void awaitNone() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(transfers.open(Transfers.Kind.UPLOAD)
                        + transfers.open(Transfers.Kind.DOWNLOAD)
                        + transfers.spooledBytes())
                .isZero());
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(spool.directory())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
