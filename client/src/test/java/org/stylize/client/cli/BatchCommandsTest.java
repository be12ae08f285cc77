package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.BATCH;
import static org.stylize.client.Samples.BATCH_ID;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.IMAGE;
import static org.stylize.client.Samples.IMAGE_ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.KEY;
import static org.stylize.client.Samples.batch;
import static org.stylize.client.Samples.event;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.client.ContractServer;
import org.stylize.client.Samples;

/** Batches, images, queue and estimates; beginnings of ids; profiles; completion. */
class BatchCommandsTest {
    private final ContractServer server = ContractServer.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();
    private int columns;

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void pictures() throws IOException {
        folder = Files.createDirectory(temp.resolve("photos"));
        Files.writeString(folder.resolve("harbour.jpg"), "photo");
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        environment.put("STYLIZE_SERVER", server.uri().toString());
        server.answer("GET /v1/images/" + IMAGE_ID, ContractServer.problem(404, "{\"title\":\"No\",\"status\":404}"));
        server.answer("POST /v1/images", ContractServer.json(201, IMAGE));
        server.answer("POST /v1/batches", ContractServer.json(202, batch("OPEN", 0)));
        server.answer("GET " + BATCH, ContractServer.json(200, batch("ENDED", 4)));
        server.answer(
                "GET " + BATCH + "/events",
                ContractServer.events(
                        event("batch", batch("OPEN", 0)),
                        event("batch", batch("OPEN", 2)),
                        event(2, "failed", ",\"problem\":" + Samples.PROBLEM),
                        event("batch", batch("ENDED", 4))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void submitUploadsEachFileOnceAndNamesItsObject() {
        String file = folder.resolve("harbour.jpg").toString();

        assertThat(run("batch", "submit", folder.toString(), "object:acme/a.jpg", "--style", file, "--preset", "fast"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines()).containsExactly(BATCH_ID);
        assertThat(server.requests())
                .extracting(request -> request.method() + " " + request.target())
                .containsExactly("GET /v1/images/" + IMAGE_ID, "POST /v1/images", "POST /v1/batches");
        assertThat(server.requests().get(2).body())
                .isEqualTo("{\"contents\":[{\"object\":\"acme/images/" + IMAGE_ID + "\"},{\"object\":\"acme/a.jpg\"}],"
                        + "\"styles\":[{\"object\":\"acme/images/" + IMAGE_ID + "\"}],"
                        + "\"recipes\":[{\"preset\":\"fast\"}]}");
    }

    @Test
    void quietSubmitPrintsTheIdOnlyAlsoWhereItWritesThePictures() throws IOException {
        server.answer("GET " + BATCH + "/results.zip", ContractServer.bytes(200, "application/zip", zip("notes.png")));
        columns = 80;
        Path results = temp.resolve("results");

        assertThat(run("batch", "submit", folder.toString(), "--style", "object:s", "-q"))
                .isZero();
        assertThat(run("batch", "submit", "object:a", "--style", "object:s", "-q", "--output-dir", results.toString()))
                .isZero();
        assertThat(run("batch", "submit", "object:a", "--style", "object:s", "-q", "--watch"))
                .isEqualTo(2);

        assertThat(out.toString().lines()).containsExactly(BATCH_ID, BATCH_ID);
        assertThat(results.resolve("notes.png")).exists();
        assertThat(err.toString().lines())
                .containsExactly(
                        "stylize-jobs: expected -q or --watch but found both. See stylize-jobs batch submit --help");
    }

    @Test
    void watchWritesALineForEachChangeAndThePicturesWithTheirNames() throws IOException {
        server.answer("GET " + BATCH + "/results.zip", ContractServer.bytes(200, "application/zip", zip("notes.png")));
        Path results = temp.resolve("results");

        int code = run(
                "batch",
                "submit",
                folder.toString(),
                "--style",
                "object:s",
                "--watch",
                "--output-dir",
                results.toString());

        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString().lines().map(line -> line.replaceFirst("about .* left", "about T left")))
                .containsExactly(
                        "batch " + BATCH_ID,
                        "0 of 4 completed, 4 queued",
                        "2 of 4 completed, 2 queued, about T left",
                        "job " + ID + " failed: The picture does not exist: bucket stylize has no object missing.jpg"
                                + " (content)",
                        "4 of 4 completed");
        Path picture = results.resolve("harbour.wave.job.png");
        assertThat(out.toString().lines())
                .containsExactly(
                        picture.toString(), results.resolve("notes.png").toString());
        assertThat(picture).hasContent("picture");
        assertThat(results).isDirectoryNotContaining("glob:**.zip");
    }

    @Test
    void watchDrawsOverOneLineOfAScreen() {
        columns = 40;

        assertThat(run("batch", "watch", BATCH_ID)).isZero();

        assertThat(err.toString())
                .startsWith("\r\u001b[K0 of 4 completed, 4 queued\r\u001b[K2 of 4 completed, 2 queued, about ")
                .endsWith("\r\u001b[K4 of 4 completed" + System.lineSeparator());
    }

    @Test
    void watchWritesJsonOneObjectALine() {
        assertThat(run("batch", "watch", BATCH_ID, "--json")).isZero();

        assertThat(out.toString().lines().map(line -> line.replaceFirst("\",.*", "")))
                .containsExactly(
                        "{\"event\":\"batch",
                        "{\"event\":\"batch",
                        "{\"event\":\"failed",
                        "{\"event\":\"batch",
                        "{\"event\":\"ended");
    }

    @Test
    void refusesPicturesOutsideTheFolder() throws IOException {
        server.answer(
                "GET " + BATCH + "/results.zip", ContractServer.bytes(200, "application/zip", zip("../evil.png")));

        assertThat(run(
                        "batch",
                        "results",
                        BATCH_ID,
                        "--output-dir",
                        temp.resolve("r").toString()))
                .isEqualTo(5);

        assertThat(err.toString()).contains("expected the name of a picture but found '../evil.png'");
        assertThat(temp.resolve("evil.png")).doesNotExist();
    }

    @Test
    void showsListsCancelsAndRetries() {
        server.answer("GET /v1/batches", ContractServer.json(200, "{\"items\":[" + batch("OPEN", 1) + "]}"));
        server.answer("POST " + BATCH + "/cancel", ContractServer.json(202, batch("OPEN", 1)));
        server.answer(
                "POST " + BATCH + "/retry",
                ContractServer.json(202, "{\"retried\":2,\"batch\":" + batch("OPEN", 1) + "}"));

        assertThat(run("batch", "show", BATCH_ID)).isZero();
        assertThat(run("batch", "list")).isZero();
        assertThat(run("batch", "list", "-q")).isZero();
        assertThat(run("batch", "cancel", "0198f0")).isZero();
        assertThat(run("batch", "retry", BATCH_ID)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "id          " + BATCH_ID,
                        "state       ended",
                        "jobs        4 of 4 completed",
                        "submitted   2026-08-14 09:00:00Z",
                        "lane        batch",
                        "label       season=autumn",
                        "ID                                    STATE       COMPLETED  FAILED  SUBMITTED",
                        BATCH_ID + "  open              1/4       0  2026-08-14 09:00:00Z",
                        BATCH_ID,
                        BATCH_ID,
                        BATCH_ID + " 2");
    }

    @Test
    void saysWhatABatchCannotBeMadeOf() throws IOException {
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertThat(run("batch", "submit", empty.toString(), "--style", "object:s"))
                .isEqualTo(2);
        assertThat(run("batch", "submit", "https://a.example/a.jpg", "--style", "object:s"))
                .isEqualTo(2);
        assertThat(run("batch")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "stylize-jobs: the content image: the folder " + empty
                                + " has no files that end with one of .bmp, .gif,"
                                + " .jpeg, .jpg, .png, .tif, .tiff, .webp. See stylize-jobs batch submit --help",
                        "stylize-jobs: the content image: expected a file, a folder or object:KEY but found the address"
                                + " https://a.example/a.jpg. See stylize-jobs batch submit --help",
                        "stylize-jobs: expected one of submit, show, list, watch, cancel, retry, results. See stylize-jobs"
                                + " batch --help");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void uploadsListsAndDeletesImages() {
        server.answer("GET /v1/images", ContractServer.json(200, "{\"items\":[" + IMAGE + "]}"));
        server.answer("DELETE /v1/images/" + IMAGE_ID, ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(run("images", "upload", folder.toString())).isZero();
        assertThat(run("images", "list")).isZero();
        assertThat(run("images", "delete", IMAGE_ID)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "acme/images/" + IMAGE_ID, IMAGE_ID + "             5  2026-08-14 09:00:00Z", IMAGE_ID);
    }

    @Test
    void showsQueuePresetsAndEstimate() {
        server.answer(
                "GET /v1/queue",
                ContractServer.json(
                        200,
                        "{\"lanes\":[{\"lane\":\"interactive\",\"waiting\":3,\"pixelSteps\":9,\"expectedWaitSeconds\":42},"
                                + "{\"lane\":\"batch\",\"waiting\":120,\"pixelSteps\":9}],\"workers\":2,"
                                + "\"running\":{\"gpu\":2},\"pixelStepsPerSecond\":{\"gpu\":41000000}}"));
        server.answer(
                "GET /v1/presets",
                ContractServer.json(
                        200, "{\"items\":[{\"name\":\"fast\",\"description\":\"quick\",\"recipe\":{\"steps\":64}}]}"));
        server.answer(
                "POST /v1/estimates",
                ContractServer.json(
                        200,
                        "{\"jobs\":2,\"size\":{\"width\":450,\"height\":300},\"steps\":500,\"pixelSteps\":135000000,"
                                + "\"waiting\":3,\"workerSeconds\":61.5,\"expectedEndAt\":\"2026-08-14T09:10:00Z\"}"));

        assertThat(run("queue")).isZero();
        assertThat(run("presets")).isZero();
        assertThat(run("estimate", "--photo", "3000x2000", "--jobs", "2", "--preset", "fast"))
                .isZero();
        assertThat(run("estimate", "--photo", "large")).isEqualTo(2);

        assertThat(out.toString().lines())
                .containsExactly(
                        "LANE         WAITING  A NEW JOB WAITS",
                        "interactive        3  about 0:42",
                        "batch            120  unknown",
                        "workers: 2",
                        "running on gpu: 2, 41.0 million pixel-steps/s each",
                        "fast          quick",
                        "jobs        2",
                        "size        450x300 pixels",
                        "steps       500",
                        "costs       135.0 million pixel-steps",
                        "work        1:02 of one worker",
                        "waiting     3",
                        "would end   2026-08-14 09:10:00Z");
        assertThat(server.requests().get(2).body())
                .isEqualTo("{\"width\":3000,\"height\":2000,\"preset\":\"fast\",\"jobs\":2}");
        assertThat(err.toString()).contains("--photo: expected a size such as 3000x2000 but found 'large'");
    }

    @Test
    void findsTheJobThatBeginsSo() {
        String other = ID.replace("7e5b", "0000");
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("QUEUED")));
        server.answer(
                "GET /v1/stylizations",
                ContractServer.json(200, "{\"items\":[" + Samples.job("QUEUED") + "]}"),
                ContractServer.json(
                        200,
                        "{\"items\":[" + Samples.job("QUEUED") + ","
                                + Samples.job("QUEUED").replace(ID, other) + "]}"),
                ContractServer.json(200, "{\"items\":[]}"));

        assertThat(run("get", ID.substring(0, 10))).isZero();
        assertThat(run("get", "0198f0")).isEqualTo(2);
        assertThat(run("cancel", "0198f0")).isEqualTo(2);

        assertThat(out.toString()).startsWith("id          " + ID);
        assertThat(server.requests().get(0).target())
                .isEqualTo("/v1/stylizations?limit=200&text=" + ID.substring(0, 10));
        assertThat(err.toString().lines())
                .containsExactly(
                        "stylize-jobs: expected the beginning of one id but '0198f0' is that of several: " + ID + ", "
                                + other + ". See stylize-jobs get --help",
                        "stylize-jobs: there is no job whose id begins with '0198f0'. See stylize-jobs cancel --help");
    }

    @Test
    void aProfileNamesServiceAndKeyAndNothingOfTheEnvironmentCountsBesideIt() throws IOException {
        Path config = Files.createDirectories(temp.resolve("config/stylize"));
        Files.writeString(config.resolve("studio.key"), KEY);
        Files.writeString(
                config.resolve("config.properties"),
                "studio.server=" + server.uri() + "\nstudio.key-file=studio.key\nlab.server=" + server.uri() + "\n"
                        + "default.server=" + server.uri() + "/default\n");
        environment.put("XDG_CONFIG_HOME", temp.resolve("config").toString());
        environment.put("STYLIZE_SERVER", "http://127.0.0.1:1");
        environment.put("STYLIZE_KEY", KEY.replace("Not", "Oth"));
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("QUEUED")));
        server.answer("GET /default" + JOB, ContractServer.json(200, Samples.job("QUEUED")));

        assertThat(run("get", ID, "--profile", "studio")).as(err.toString()).isZero();
        environment.put("STYLIZE_PROFILE", "lab");
        assertThat(run("get", ID)).isZero();
        environment.keySet().removeIf(name -> name.startsWith("STYLIZE_"));
        assertThat(run("get", ID)).isZero();
        assertThat(run("get", ID, "--profile", "studoi")).isEqualTo(2);

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer " + KEY, null, null);
        assertThat(server.requests().get(2).target()).isEqualTo("/default" + JOB);
        assertThat(err.toString().lines().filter(line -> !line.contains("warning")))
                .containsExactly(
                        "stylize-jobs: expected one of the profiles of " + config.resolve("config.properties")
                                + ", default, lab, studio, but found 'studoi'; did you mean studio? See stylize-jobs get --help");
    }

    @Test
    void saysWhichLineOfTheConfigurationIsWrong() throws IOException {
        Path config = Files.createDirectories(temp.resolve(".config/stylize"));
        Files.writeString(config.resolve("config.properties"), "studio.sever=x\n");
        environment.put("HOME", temp.toString());

        assertThat(run("queue", "--profile", "studio")).isEqualTo(2);

        assertThat(err.toString())
                .contains("expected PROFILE.server, PROFILE.key-file or PROFILE.ca-file but found 'studio.sever'");
    }

    @Test
    void printsAScriptThatCompletesCommandsAndOptions() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(run("completion", "fish")).isEqualTo(2);

        assertThat(out.toString()).contains("_complete_stylize-jobs", "--output-dir", "whoami", "bashcompinit");
        assertThat(err.toString()).contains("expected one of bash, zsh but found 'fish'");
    }

    private static byte[] zip(String second) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(IMAGE_ID.substring(0, 40) + ".wave.job.png"));
            zip.write("picture".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(second));
        }
        return bytes.toByteArray();
    }

    private int run(String... args) {
        return StylizeJobs.run(
                new Terminal(
                        new BufferedReader(Reader.nullReader()),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        () -> columns,
                        name -> Optional.ofNullable(environment.get(name))),
                args);
    }
}
