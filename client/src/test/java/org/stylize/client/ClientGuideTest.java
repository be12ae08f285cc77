package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.event;
import static org.stylize.client.Samples.progress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.example.PaintPhotograph;

/** The example of docs/java-client.md: the page shows this source, and it works. */
class ClientGuideTest {
    private static final Path GUIDE = Path.of("../docs/java-client.md");
    private static final Path SOURCE = Path.of("src/test/java/org/stylize/example/PaintPhotograph.java");

    /** In the guide the version of the dependency; in the POM that of the parent, which each module has too. */
    private static final Pattern VERSION = Pattern.compile("(<version>)([^<]+)(</version>)");

    @TempDir
    Path temp;

    @Test
    void guideShowsTheSourceOfTheExample() throws IOException {
        String program = Files.readString(SOURCE).replace("package org.stylize.example;\n\n", "");

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

            assertThat(output(server, result))
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
        }
        assertThat(result).hasContent("picture");
    }

    private static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(2);
    }

    private String output(ContractServer server, Path result) throws IOException, InterruptedException {
        Path photograph = Files.writeString(temp.resolve("photo.jpg"), "photo");
        Path painting = Files.writeString(temp.resolve("painting.jpg"), "painting");
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            PaintPhotograph.main(
                    new String[] {server.uri().toString(), photograph.toString(), painting.toString(), result.toString()
                    });
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
