package org.stylize.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.Sha256;

class StylizeClientTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1, 2, (byte) 0xff};

    private final ContractServer server = ContractServer.start();
    private final StylizeClient client = new StylizeClient(server.uri());
    private final StylizeClient atOnce = client.withRetries(Retries.none());

    @TempDir
    Path temp;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksTheServiceToWaitAMinuteAtMost() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(200, Samples.job("COMPLETED")));
        Submission submission = Submission.ofObjects("a", "b");

        assertThat(client.submit(submission, Duration.ofSeconds(30)).state()).isEqualTo(JobState.COMPLETED);
        client.submit(submission, Duration.ofHours(1));
        client.submit(submission, Duration.ofMillis(900));
        client.submit(submission);

        assertThat(server.requests())
                .extracting(request -> request.header("Prefer"))
                .containsExactly("wait=30", "wait=60", null, null);
        assertThatThrownBy(() -> client.submit(submission, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a wait of at least 0 s but found PT-1S");
    }

    @Test
    void anAnswerThatWaitsMayTakeLongerThanAnother() throws Exception {
        Timeouts quick = new Timeouts(
                Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(5));
        CountDownLatch ended = new CountDownLatch(1);
        server.answer("POST /v1/stylizations", exchange -> {
            assertThat(ended.await(500, TimeUnit.MILLISECONDS)).isFalse(); // longer than another answer may take
            ContractServer.json(200, Samples.job("COMPLETED")).write(exchange);
        });
        Submission submission = Submission.ofObjects("a", "b");
        StylizeClient impatient = new StylizeClient(server.uri(), quick);

        assertThat(impatient.submit(submission, Duration.ofSeconds(20)).state()).isEqualTo(JobState.COMPLETED);
        assertThatThrownBy(() -> impatient.submit(submission)).isInstanceOf(UnreachableException.class);
    }

    @Test
    void sendsFilesAsPartsWithTheRequestBesideThem() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
        Path content = Files.write(temp.resolve("photo \"1\".png"), PNG);
        Path style = Files.writeString(temp.resolve("painting.jpg"), "style bytes");

        JobView job = client.submit(Submission.ofFiles(content, style)
                .withPreset("d2l")
                .withOverride("steps", 100)
                .withIdempotencyKey("key-1"));

        ContractServer.Request request = server.requests().get(0);
        String type = request.header("Content-type");
        String boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
        assertThat(type).startsWith("multipart/form-data; boundary=");
        assertThat(request.header("Idempotency-key")).isEqualTo("key-1");
        assertThat(request.header("Content-length"))
                .isEqualTo(String.valueOf(request.body().length()));
        assertThat(request.body())
                .isEqualTo(boundary
                        + "\r\nContent-Disposition: form-data; name=\"content\"; filename=\"photo %221%22.png\""
                        + "\r\nContent-Type: image/png\r\n\r\n" + new String(PNG, StandardCharsets.ISO_8859_1) + "\r\n"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"style\"; filename=\"painting.jpg\""
                        + "\r\nContent-Type: image/jpeg\r\n\r\nstyle bytes\r\n"
                        + boundary + "\r\nContent-Disposition: form-data; name=\"request\"\r\n"
                        + "Content-Type: application/json\r\n\r\n{\"preset\":\"d2l\",\"overrides\":{\"steps\":100}}\r\n"
                        + boundary + "--\r\n");
        assertThat(job.id()).isEqualTo(ID);
        assertThat(job.state()).isEqualTo(JobState.SUBMITTED);
    }

    @Test
    void namesObjectsInJson() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));

        client.submit(Submission.ofObjects("in/photo.jpg", "in/painting.jpg"));

        ContractServer.Request request = server.requests().get(0);
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.header("Idempotency-key")).isNull();
        assertThat(request.body())
                .isEqualTo("{\"content\":{\"object\":\"in/photo.jpg\"},\"styles\":[{\"object\":\"in/painting.jpg\"}]}");
    }

    @Test
    void sendsMasksAndSharesAsPartsInTheOrderOfTheStyles() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
        Picture file = new Picture.File(Files.writeString(temp.resolve("a.jpg"), "a"));
        Style style = Style.of(file).withMask(file);

        client.submit(Submission.of(new Pictures(file, List.of(style.withShare(2), style), file, file))
                .withOutput(Output.of(Output.Format.JPEG).withQuality(80).withExif(Output.Exif.WITHOUT_GPS))
                .withLane(Lane.BATCH)
                .withLabel("team", "cards")
                .withMetadata("order", "17"));

        String body = server.requests().get(0).body();
        assertThat(Pattern.compile(" name=\"([a-z0-9.]+)\"")
                        .matcher(body)
                        .results()
                        .map(part -> part.group(1)))
                .containsExactly(
                        "content",
                        "style.s100",
                        "mask.s100",
                        "style.s101",
                        "mask.s101",
                        "start",
                        "protection",
                        "request");
        assertThat(body)
                .contains("{\"shares\":{\"s100\":2.0,\"s101\":1.0},\"lane\":\"batch\","
                        + "\"output\":{\"format\":\"jpeg\",\"quality\":80,\"exif\":\"without-gps\"},"
                        + "\"labels\":{\"team\":\"cards\"},\"metadata\":{\"order\":\"17\"}}");
    }

    @Test
    void readsWhatTheCallerSaidOfTheJob() throws Exception {
        server.answer(
                "GET " + JOB,
                ContractServer.json(
                        200,
                        Samples.job(
                                "QUEUED",
                                ",\"lane\":\"batch\",\"batch\":\"b\",\"labels\":{\"team\":\"cards\"},"
                                        + "\"metadata\":{\"order\":\"17\"},\"output\":{\"format\":\"avif\",\"bitsPerSample\":8,"
                                        + "\"exif\":\"without-gps\"},\"queue\":{\"ahead\":3,"
                                        + "\"expectedStartAt\":\"2026-08-14T09:10:00Z\"}")));

        JobView job = client.get(ID);

        assertThat(job.lane()).isEqualTo(Lane.BATCH);
        assertThat(job.batch()).isEqualTo("b");
        assertThat(job.labels()).containsExactly(Map.entry("team", "cards"));
        assertThat(job.metadata()).containsExactly(Map.entry("order", "17"));
        assertThat(job.output()).isEqualTo(new Output(Output.Format.UNKNOWN, 8, null, Output.Exif.WITHOUT_GPS));
        assertThat(job.queue()).isEqualTo(new JobView.InQueue(3, Instant.parse("2026-08-14T09:10:00Z")));
        assertThat(Json.write(job)).contains("\"labels\":{\"team\":\"cards\"}");
    }

    @Test
    void readsLossesAndTheAddressOfTheResult() throws Exception {
        server.answer(
                "GET " + Samples.JOB + "/losses",
                ContractServer.json(
                        200,
                        "{\"steps\":[1,2],\"content\":[3.5,2.5],\"style\":[2,1],\"totalVariation\":[0.5,0.25],"
                                + "\"total\":[6,3.75]}"));
        server.answer(
                "GET " + Samples.JOB + "/result/link",
                ContractServer.json(
                        200, "{\"url\":\"https://store.example/x?y\",\"expiresAt\":\"2026-08-14T09:15:00Z\"}"));

        assertThat(client.losses(Samples.ID).steps()).containsExactly(1, 2);
        assertThat(client.losses(Samples.ID).total()).containsExactly(6.0, 3.75);
        assertThat(client.resultLink(Samples.ID))
                .isEqualTo(new SignedLink("https://store.example/x?y", Instant.parse("2026-08-14T09:15:00Z")));
    }

    @Test
    void refusesPicturesOfWhichOnlySomeAreFiles() {
        assertThatThrownBy(() -> Pictures.of(new Picture.Stored("a"), List.of(new Picture.File(Path.of("b")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected only files of this machine, or none, but found some: upload them first");
    }

    @Test
    void namesAddressesInJson() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));

        client.submit(Submission.ofLinks(
                URI.create("https://pictures.example/photo.jpg"), URI.create("https://pictures.example/painting.jpg")));

        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"content\":{\"url\":\"https://pictures.example/photo.jpg\"},"
                        + "\"styles\":[{\"url\":\"https://pictures.example/painting.jpg\"}]}");
    }

    @Test
    void putsAJobUnderAnIdOfItsOwn() throws Exception {
        server.answer("PUT " + JOB, ContractServer.json(202, Samples.job("SUBMITTED")));

        JobView job = client.submit(Submission.ofObjects("a", "b").withId(UUID.fromString(ID)));

        assertThat(job.id()).isEqualTo(ID);
    }

    @Test
    void saysWhichPictureCannotBeRead() {
        assertThatThrownBy(() ->
                        client.submit(Submission.ofFiles(temp.resolve("missing.jpg"), temp.resolve("missing.jpg"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.jpg");
    }

    @Test
    void readsAJobWithAllItsFieldsAndSomeThatAreNew() throws Exception {
        server.answer(
                "GET " + JOB,
                ContractServer.json(
                        200,
                        Samples.job(
                                "COMPLETED",
                                ",\"worker\":\"w1\",\"size\":{\"width\":450,\"height\":300},\"optimizationSeconds\":61.5,"
                                        + "\"losses\":{\"content\":1,\"style\":2,\"tv\":3,\"total\":6},"
                                        + "\"result\":\"s3://stylize/x.png\",\"colour\":\"blue\"")));

        JobView job = client.get(ID);

        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.submittedAt()).isEqualTo(Instant.parse("2026-08-14T09:00:00Z"));
        assertThat(job.updatedAt()).isEqualTo(Instant.parse("2026-08-14T09:00:01.5Z"));
        assertThat(job.size()).isEqualTo(new JobView.Size(450, 300));
        assertThat(job.optimizationSeconds()).isEqualTo(61.5);
        assertThat(job.losses().totalVariation()).isEqualTo(3);
        assertThat(job.losses().layers()).isEmpty();
        assertThat(job.links().events()).isEqualTo(JOB + "/events");
    }

    @Test
    void doesNotTakeAStateThatItDoesNotKnowForTheEnd() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("PAUSED")));

        assertThat(client.get(ID).state()).isEqualTo(JobState.UNKNOWN);
        assertThat(JobState.UNKNOWN.isTerminal()).isFalse();
    }

    @Test
    void asksForPagesOfJobs() throws Exception {
        server.answer(
                "GET /v1/stylizations",
                ContractServer.json(200, "{\"items\":[" + Samples.job("RUNNING") + "],\"next\":\"a b&c\"}"),
                ContractServer.json(200, "{\"items\":[]}"));

        JobPage first = client.list(1, null, JobFilter.all().withState(JobState.RUNNING));
        JobPage second = client.list(1, first.next(), JobFilter.all());

        assertThat(first.items()).extracting(JobView::id).containsExactly(ID);
        assertThat(second.items()).isEmpty();
        assertThat(second.next()).isNull();
        assertThat(server.requests())
                .extracting(ContractServer.Request::target)
                .containsExactly("/v1/stylizations?limit=1&state=RUNNING", "/v1/stylizations?limit=1&cursor=a+b%26c");
    }

    @Test
    void replacesTheFileByTheWholePicture() throws Exception {
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", PNG));
        Path file = Files.writeString(temp.resolve("out.png"), "old");

        client.downloadResult(ID, file);

        assertThat(file).hasBinaryContent(PNG);
        assertThat(temp).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void writesToTheTargetOfALink() throws Exception {
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", PNG));
        Path file = Files.writeString(temp.resolve("out.png"), "old");
        Path link = Files.createSymbolicLink(temp.resolve("link.png"), file);

        client.downloadResult(ID, link);

        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(PNG);
    }

    @Test
    void letsOthersReadThePictureAsTheyReadAnyFile() throws Exception {
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", PNG));
        Path any = Files.createFile(temp.resolve("any"));

        client.downloadResult(ID, temp.resolve("out.png"));

        assertThat(Files.getPosixFilePermissions(temp.resolve("out.png")))
                .isEqualTo(Files.getPosixFilePermissions(any));
    }

    @Test
    void leavesTheFileAloneWhenTheConnectionBreaks() throws Exception {
        server.answer("GET " + JOB + "/result", ContractServer.broken(PNG));
        Path file = Files.writeString(temp.resolve("out.png"), "old");

        assertThatThrownBy(() -> client.downloadResult(ID, file)).isInstanceOf(UnreachableException.class);

        assertThat(file).hasContent("old");
        assertThat(temp).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void comparesThePictureWithTheHashOfTheService() throws Exception {
        server.answer("GET " + JOB + "/result", pictureWithDigest(PNG));
        Path file = temp.resolve("out.png");

        client.downloadResult(ID, file);

        assertThat(file).hasBinaryContent(PNG);
    }

    @Test
    void leavesTheFileAloneWhenAnotherPictureCame() throws Exception {
        server.answer("GET " + JOB + "/result", pictureWithDigest("another picture".getBytes(UTF_8)));
        Path file = Files.writeString(temp.resolve("out.png"), "old");

        assertThatThrownBy(() -> client.downloadResult(ID, file))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("is damaged");

        assertThat(file).hasContent("old");
        assertThat(temp).isDirectoryNotContaining("glob:**.part");
    }

    private static ContractServer.Answer pictureWithDigest(byte[] hashed) {
        String digest = Base64.getEncoder().encodeToString(Sha256.digest().digest(hashed));
        return exchange -> {
            exchange.getResponseHeaders().set("Repr-Digest", "md5=:AAAA:, sha-256=:" + digest + ":");
            ContractServer.bytes(200, "image/png", PNG).write(exchange);
        };
    }

    @Test
    void commandsAJob() throws Exception {
        server.answer("POST " + JOB + "/cancel", ContractServer.json(200, Samples.job("CANCELLED")));
        server.answer("POST " + JOB + "/finish", ContractServer.json(202, Samples.job("RUNNING")));
        server.answer(
                "POST " + JOB + "/retry", ContractServer.json(202, Samples.job("SUBMITTED", ",\"retryOf\":\"old\"")));
        server.answer("DELETE " + JOB, ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(client.cancel(ID).state()).isEqualTo(JobState.CANCELLED);
        assertThat(client.finish(ID).state()).isEqualTo(JobState.RUNNING);
        assertThat(client.retry(ID, "key").retryOf()).isEqualTo("old");
        client.retry(ID);
        client.retry(ID);
        client.delete(ID);

        List<String> keys = server.requests().stream()
                .filter(request -> request.target().endsWith("/retry"))
                .map(request -> request.header("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(3).startsWith("key").doesNotHaveDuplicates();
        assertThat(server.requests()).extracting(ContractServer.Request::body).containsOnly("");
    }

    @Test
    void saysWhatTheStateOfTheJobDoesNotAllow() {
        server.answer(
                "DELETE " + JOB, ContractServer.problem(409, "{\"title\":\"No\",\"detail\":\"cancel it first\"}"));

        assertThatThrownBy(() -> client.delete(ID))
                .isInstanceOf(ProblemException.class)
                .hasMessage("No: cancel it first");
    }

    @Test
    void sendsTtlAndDeadlineWithPicturesToo() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
        Path picture = Files.writeString(temp.resolve("a.jpg"), "a");

        client.submit(Submission.ofFiles(picture, picture)
                .withTtl(Duration.ofMillis(1_500))
                .withDeadline(Instant.parse("2026-06-01T12:00:00Z")));

        assertThat(server.requests().get(0).body())
                .contains("\"ttlSeconds\":1.5")
                .contains("\"deadline\":\"2026-06-01T12:00:00Z\"");
        assertThatThrownBy(() -> Submission.ofFiles(picture, picture).withTtl(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForAStoredResultOnlyIfItIsToldTo() throws InterruptedException {
        server.answer(
                "POST /v1/stylizations",
                ContractServer.json(202, Samples.job("SUBMITTED")),
                ContractServer.json(202, Samples.job("COMPLETED", ",\"reusedFrom\":\"y\"")));

        client.submit(Submission.ofObjects("a", "b"));
        JobView reused = client.submit(Submission.ofObjects("a", "b").withReuse());

        assertThat(server.requests().get(0).body()).doesNotContain("reuse");
        assertThat(server.requests().get(1).body()).contains("\"reuse\":true");
        assertThat(reused.reusedFrom()).isEqualTo("y");
    }

    @Test
    void givesTheProblemThatTheServiceNames() {
        server.answer("GET " + JOB + "/preview", ContractServer.problem(422, Samples.PROBLEM));

        assertThatThrownBy(() -> client.downloadPreview(ID, temp.resolve("preview.jpg")))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().type()).isEqualTo("/problems/image-not-found");
                    assertThat(e.problem().status()).isEqualTo(422);
                    assertThat(e.problem().field()).isEqualTo("content");
                    assertThat(e.retryAfter()).isEmpty();
                })
                .hasMessage("The picture does not exist: bucket stylize has no object missing.jpg (content)");
        assertThat(temp.resolve("preview.jpg")).doesNotExist();
    }

    @Test
    void aQuotaThatIsUsedUpIsAnExceptionOfItsOwn() {
        server.answer("GET " + JOB, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3");
            ContractServer.problem(429, "{\"type\":\"/problems/rate-limited\",\"title\":\"Too many requests\"}")
                    .write(exchange);
        });

        assertThatThrownBy(() -> atOnce.get(ID)).isInstanceOfSatisfying(LimitedException.class, e -> {
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
            assertThat(e.problem().type()).hasToString("/problems/rate-limited");
        });
    }

    @Test
    void saysWhenToComeAgain() {
        server.answer("GET " + JOB, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            ContractServer.problem(503, "{\"title\":\"Unavailable\"}").write(exchange);
        });

        assertThatThrownBy(() -> atOnce.get(ID)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(e.problem().status()).isEqualTo(503);
        });
    }

    @Test
    void makesAProblemOfAnErrorThatIsNone() {
        server.answer(
                "GET " + JOB,
                ContractServer.bytes(502, "text/html", "<h1>Bad gateway</h1>".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> atOnce.get(ID))
                .isInstanceOf(ProblemException.class)
                .hasMessage("HTTP status 502 from " + server.uri() + JOB + ": <h1>Bad gateway</h1>");
    }

    @Test
    void saysThatAnAnswerIsNotTheServices() {
        server.answer("GET " + JOB, ContractServer.bytes(200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> client.get(ID))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("is not JSON of this service: ");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        StylizeClient nowhere = new StylizeClient(URI.create("http://127.0.0.1:" + port));

        assertThatThrownBy(() -> nowhere.get(ID))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("cannot reach http://127.0.0.1:" + port + ": nothing listens there");
    }

    @Test
    void refusesWhatIsNoAddressAndNoId() {
        assertThatThrownBy(() -> new StylizeClient(URI.create("ftp://example.org")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be an address such as http://localhost:8080 but is 'ftp://example.org'");
        assertThatThrownBy(() -> client.get("../secrets"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a job id is a UUID but found '../secrets'");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void keepsThePathOfTheServersAddress() throws Exception {
        server.answer("GET /paint" + JOB, ContractServer.json(200, Samples.job("QUEUED")));

        assertThat(new StylizeClient(server.uri().resolve("/paint/")).get(ID).state())
                .isEqualTo(JobState.QUEUED);
    }
}
