package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.IMAGE;
import static org.stylize.client.Samples.IMAGE_ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.KEY;
import static org.stylize.client.Samples.KEYS;
import static org.stylize.client.Samples.KEY_ID;
import static org.stylize.client.Samples.event;
import static org.stylize.client.Samples.progress;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.example.MakeKey;
import org.stylize.example.PaintPhotograph;
import org.stylize.example.PaintingService;

/** The examples of docs/java-client.md: the page shows these sources, and they work. */
class ClientGuideTest {
    private static final Path GUIDE = Path.of("../docs/java-client.md");
    private static final Path EXAMPLES = Path.of("src/test/java/org/stylize/example");

    /** In the guide the version of the dependency; in the POM that of the parent, which each module has too. */
    private static final Pattern VERSION = Pattern.compile("(<version>)([^<]+)(</version>)");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"PaintPhotograph.java", "MakeKey.java", "PaintingService.java"})
    void guideShowsTheSourceOfTheExample(String source) throws IOException {
        String program = Files.readString(EXAMPLES.resolve(source)).replace("package org.stylize.example;\n\n", "");

        assertThat(Files.readString(GUIDE)).contains("```java\n" + program + "```\n");
    }

    @Test
    void guideNamesTheVersionOfThisBuild() throws IOException {
        String guide = Files.readString(GUIDE);
        String document = VERSION.matcher(guide).replaceFirst("$1" + version() + "$3");
        if (System.getProperty("docs.write") != null) {
            Files.writeString(GUIDE, document);
        }

        assertThat(GUIDE).content().isEqualTo(document).contains("<version>" + version() + "</version>");
    }

    @Test
    void exampleSubmitsFollowsAndWritesThePicture() throws Exception {
        Path result = temp.resolve("result.png");

        try (ContractServer server = ContractServer.start()) {
            server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
            server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
            server.answer(
                    "GET " + JOB + "/result",
                    ContractServer.bytes(200, "image/png", "picture".getBytes(StandardCharsets.UTF_8)));
            server.answer(
                    "GET " + JOB + "/events",
                    ContractServer.events(
                            event("snapshot", Samples.job("QUEUED")),
                            event(3, "started", ""),
                            progress(120),
                            event(4, "completed", "")));

            assertThat(output(() -> paint(server, result)))
                    .hasToString(String.join(
                                    System.lineSeparator(),
                                    "accepted as " + ID,
                                    "state QUEUED",
                                    "started",
                                    "step 120 of 500",
                                    "completed",
                                    "wrote " + result)
                            + System.lineSeparator());

            assertThat(server.requests().get(0).body())
                    .contains("{\"preset\":\"fast\",\"overrides\":{\"longSidePixels\":512,\"strength\":0.7}}");
            assertThat(server.requests())
                    .extracting(request -> request.header("Authorization"))
                    .containsOnly("Bearer " + KEY);
        }
        assertThat(result).hasContent("picture");
    }

    @Test
    void exampleMakesAKeyForItsOwnerOnly() throws Exception {
        Path made = temp.resolve("ci.key");

        try (ContractServer server = ContractServer.start()) {
            server.answer("POST " + KEYS, ContractServer.json(201, Samples.createdKey()));
            server.answer("GET " + KEYS, ContractServer.json(200, "{\"items\":[" + Samples.keyView() + "]}"));

            assertThat(output(() -> MakeKey.main(
                            new String[] {server.uri().toString(), keyFile().toString(), "ci", made.toString()})))
                    .hasToString(String.join(
                                    System.lineSeparator(), "made " + KEY_ID, KEY_ID + " is active: ci [read, submit]")
                            + System.lineSeparator());

            assertThat(server.requests().get(0).body())
                    .startsWith("{\"name\":\"ci\",\"scopes\":[\"submit\",\"read\"],\"expiresAt\":\"20");
        }
        assertThat(made).hasContent(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
    }

    @Test
    void exampleServesPaintings() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ContractServer server = ContractServer.start()) {
            server.answer("GET /v1/images/" + IMAGE_ID, ContractServer.json(200, IMAGE));
            server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
            server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
            server.answer("GET " + JOB + "/events", ContractServer.events(event("snapshot", Samples.job("COMPLETED"))));
            server.answer(
                    "GET " + JOB + "/result",
                    ContractServer.bytes(200, "image/png", "painting".getBytes(StandardCharsets.UTF_8)));

            HttpServer service = PaintingService.start(
                    new String[] {"" + port, server.uri().toString(), keyFile().toString(), "acme/wave.jpg"});
            try {
                HttpRequest photograph = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .POST(HttpRequest.BodyPublishers.ofString("photo"))
                        .build();
                HttpResponse<String> painted =
                        HttpClient.newHttpClient().send(photograph, HttpResponse.BodyHandlers.ofString());

                assertThat(painted.statusCode()).isEqualTo(200);
                assertThat(painted.body()).isEqualTo("painting");
            } finally {
                service.stop(0);
            }
            assertThat(server.requests().get(1).header("Idempotency-key")).isEqualTo(IMAGE_ID);
        }
    }

    private static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(2);
    }

    private Path keyFile() throws IOException {
        return Files.writeString(temp.resolve("admin.key"), KEY + "\n");
    }

    private void paint(ContractServer server, Path result) throws IOException, InterruptedException {
        PaintPhotograph.main(new String[] {
            server.uri().toString(),
            keyFile().toString(),
            Files.writeString(temp.resolve("photo.jpg"), "photo").toString(),
            Files.writeString(temp.resolve("painting.jpg"), "painting").toString(),
            result.toString()
        });
    }

    /** One run of an example. */
    private interface Program {
        void run() throws IOException, InterruptedException;
    }

    private static String output(Program program) throws IOException, InterruptedException {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
