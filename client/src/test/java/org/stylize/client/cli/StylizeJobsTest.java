package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.event;
import static org.stylize.client.Samples.progress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.client.ContractServer;
import org.stylize.client.Samples;

class StylizeJobsTest {
    private static final String LETTERS = "/v1/dead-letters";
    private static final byte[] PICTURE = "picture".getBytes(StandardCharsets.UTF_8);

    private final ContractServer server = ContractServer.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path temp;

    private Path content;
    private Path style;
    private Path result;

    @BeforeEach
    void pictures() throws IOException {
        content = Files.writeString(temp.resolve("photo.jpg"), "photo");
        style = Files.writeString(temp.resolve("painting.jpg"), "painting");
        result = temp.resolve("out.png");
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void submitWritesTheIdAndNothingElse() {
        int code = run("submit", content.toString(), style.toString());

        assertThat(code).isZero();
        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void submitSendsTheRecipeByTheNamesOfTheApi() {
        int code = run(
                "submit",
                "--objects",
                "a.jpg",
                "b.jpg",
                "c.jpg",
                "--preset",
                "d2l",
                "--steps",
                "100",
                "--size",
                "256",
                "--style-weight",
                "1e4",
                "--set",
                "tvWeight=12.5",
                "--set",
                "colours=linear-match",
                "--idempotency-key",
                "k");

        assertThat(code).isZero();
        assertThat(server.requests().get(0).header("Idempotency-key")).isEqualTo("k");
        assertThat(server.requests().get(0).body())
                .startsWith(
                        "{\"content\":{\"object\":\"a.jpg\"},\"styles\":[{\"object\":\"b.jpg\"},{\"object\":\"c.jpg\"}],"
                                + "\"preset\":\"d2l\",\"overrides\":{\"steps\":100,\"longSidePixels\":256,\"styleWeight\":1E+4,"
                                + "\"tvWeight\":12.5,\"colours\":\"linear-match\"}}");
    }

    @Test
    void submitSendsLabelsLaneOutputAndTheOtherPictures() {
        int code = run(
                "submit",
                "object:a.jpg",
                "https://pictures.example/b.jpg",
                "object:c.jpg",
                "--share",
                "3",
                "--share",
                "1",
                "--mask",
                "object:up.png",
                "--mask",
                "object:down.png",
                "--protect",
                "object:face.png",
                "--label",
                "customer=4711",
                "--metadata",
                "order=17",
                "--lane",
                "batch",
                "--bits",
                "16",
                "--format",
                "tiff");

        assertThat(code).as(err.toString()).isZero();
        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"content\":{\"object\":\"a.jpg\"},\"styles\":["
                        + "{\"url\":\"https://pictures.example/b.jpg\",\"share\":3.0,\"mask\":{\"object\":\"up.png\"}},"
                        + "{\"object\":\"c.jpg\",\"mask\":{\"object\":\"down.png\"}}],"
                        + "\"protection\":{\"object\":\"face.png\"},\"lane\":\"batch\","
                        + "\"output\":{\"format\":\"tiff\",\"bitsPerSample\":16},"
                        + "\"labels\":{\"customer\":\"4711\"},\"metadata\":{\"order\":\"17\"}}");
    }

    @Test
    void nameOfTheFileDecidesOnTheFormatAndTheFormatOnTheName() {
        completes();
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/webp", PICTURE));
        Path named = temp.resolve("out.webp");

        assertThat(run("submit", "object:a", "object:b", "-o", named.toString()))
                .isZero();
        assertThat(run(
                        "submit",
                        "object:a",
                        "object:b",
                        "-o",
                        temp.resolve("bare").toString()))
                .isZero();

        assertThat(server.requests().get(0).body()).contains("\"output\":{\"format\":\"webp\"}");
        assertThat(named).hasBinaryContent(PICTURE);
        assertThat(temp.resolve("bare.png")).hasBinaryContent(PICTURE);
        assertThat(out.toString()).contains(temp.resolve("bare.png").toString());
    }

    @Test
    void quietSubmitPrintsTheIdOnly() {
        completes();

        assertThat(run("submit", "object:a", "object:b", "-q", "-o", result.toString()))
                .isZero();

        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(err.toString()).isEmpty();
        assertThat(result).hasBinaryContent(PICTURE);
    }

    @Test
    void listFiltersAndPrintsIdsOnly() {
        server.answer("GET /v1/stylizations", ContractServer.json(200, "{\"items\":[" + Samples.job("RUNNING") + "]}"));

        int code = run(
                "list",
                "-q",
                "--state",
                "running",
                "--label",
                "customer=47 11",
                "--batch",
                "b",
                "--preset",
                "fast",
                "--since",
                "2026-06-01T12:00:00+02:00",
                "--text",
                "x&y");

        assertThat(code).isZero();
        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(server.requests().get(0).target())
                .isEqualTo("/v1/stylizations?limit=20&state=RUNNING&label=customer%3A47+11&batch=b&preset=fast"
                        + "&since=2026-06-01T10%3A00%3A00Z&text=x%26y");
    }

    @Test
    void submitAndWatchShowsTheProgressAndWritesThePicture() {
        completes();

        int code = run("submit", content.toString(), style.toString(), "-o", result.toString(), "--watch");

        assertThat(code).isZero();
        assertThat(result).hasBinaryContent(PICTURE);
        assertThat(out.toString().lines()).containsExactly(result.toString());
        assertThat(err.toString().lines())
                .containsExactly(
                        "job " + ID,
                        "queued",
                        "started by worker w1 on cpu, 450x300 pixels, 500 steps",
                        "step 120 of 500, loss 125.0, (content 1.500 style 120.3 tv 3.250), 4.0 steps/s, 1:35 left",
                        "completed, 500 steps in 1:02");
    }

    @Test
    void outputAloneWaitsQuietly() {
        completes();

        int code = run("submit", content.toString(), style.toString(), "-o", result.toString());

        assertThat(code).isZero();
        assertThat(result).hasBinaryContent(PICTURE);
        assertThat(err.toString().lines()).containsExactly("job " + ID);
    }

    @Test
    void watchWritesJsonOneObjectALine() {
        completes();

        int code = run("watch", ID, "--json", "-o", result.toString());

        assertThat(code).isZero();
        assertThat(result).hasBinaryContent(PICTURE);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}}"))
                .anyMatch(line -> line.startsWith("{\"event\":\"progress\",\"data\":{\"step\":120,\"steps\":500,"))
                .last()
                .asString()
                .startsWith("{\"event\":\"ended\",\"data\":{\"id\":\"" + ID + "\",\"state\":\"COMPLETED\"");
    }

    @Test
    void failedJobIsExitCode1WithItsProblem() {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("FAILED", ",\"problem\":" + Samples.PROBLEM)));
        server.answer(
                "GET " + JOB + "/events", ContractServer.events(event(2, "failed", ",\"problem\":" + Samples.PROBLEM)));

        int code = run("watch", ID, "-o", result.toString());

        assertThat(code).isEqualTo(1);
        assertThat(result).doesNotExist();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .last()
                .asString()
                .isEqualTo(
                        "The job " + ID + " ended as failed: The picture does not exist: bucket stylize has no object"
                                + " missing.jpg (content)");
    }

    @Test
    void wrongArgumentsAreExitCode2BeforeAnythingIsSent() {
        assertThat(run("submit", content.toString(), temp.resolve("none.jpg").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("stylize-jobs: the style image " + temp.resolve("none.jpg")
                        + " does not exist. See stylize-jobs submit --help" + System.lineSeparator());
        assertThat(run("submit", content.toString())).isEqualTo(2);
        assertThat(run(
                        "submit",
                        content.toString(),
                        style.toString(),
                        "-o",
                        temp.resolve("no/out.png").toString()))
                .isEqualTo(2);
        assertThat(run("submit", content.toString(), style.toString(), "-o", temp.toString()))
                .isEqualTo(2);
        assertThat(run("submit", content.toString(), style.toString(), "--steps", "many"))
                .isEqualTo(2);
        assertThat(run("submit", content.toString(), style.toString(), "--id", "f47ac10b-58cc"))
                .isEqualTo(2);
        assertThat(run("get", "../x")).isEqualTo(2);
        assertThat(run("list", "--limit", "0")).isEqualTo(2);
        assertThat(run("paint")).isEqualTo(2);
        assertThat(StylizeJobs.run(terminal())).isEqualTo(2);
        assertThat(StylizeJobs.run(terminal(), "list", "--server", "not an address"))
                .isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        submit a b --strenght 0.5 | unknown option '--strenght'; did you mean --strength? See stylize-jobs submit --help
        submit a b --masc m.png   | unknown option '--masc'; did you mean --mask? See stylize-jobs submit --help
        submit a b --steps many   | --steps: expected a whole number but found 'many'. See stylize-jobs submit --help
        submit a b --strength x   | --strength: expected a number but found 'x'. See stylize-jobs submit --help
        submit a b --steps        | --steps: expected N but found nothing. See stylize-jobs submit --help
        submit a b --set x        | --set: expected NAME=VALUE but found 'x'. See stylize-jobs submit --help
        submit a b --id x         | --id: expected a UUID but found 'x'. See stylize-jobs submit --help
        submit a b --ttl soon     | --ttl: expected a time such as 90s, 10m, 2h or 1d but found 'soon'. See stylize-jobs submit --help
        submit a b --objects --ttl 0s | a ttl must be at least 1 s but is PT0S. See stylize-jobs submit --help
        submit a b --deadline noon | --deadline: expected a time with its offset such as 2026-06-01T12:00:00Z but found 'noon'. See stylize-jobs submit --help
        submit object:a object:b --mask m --mask n | --mask: expected one for each of the 1 styles but found 2. See stylize-jobs submit --help
        submit object:a pom.xml   | expected only files of this machine, or none, but found some: upload them first. See stylize-jobs submit --help
        submit object:a object:b --lane slow | --lane: expected one of interactive, batch but found 'slow'. See stylize-jobs submit --help
        submit object:a object:b --bits 12 | a picture has 8 or 16 bits per sample but found 12. See stylize-jobs submit --help
        submit object:a object:b --format png -o x.webp | --format: expected webp, as x.webp ends, but found png. See stylize-jobs submit --help
        submit object:a object:b -q --watch | expected -q or --watch but found both. See stylize-jobs submit --help
        submit https://a.example/a https:// | https:// is not an address: Expected authority. See stylize-jobs submit --help
        cancel                    | expected ID but found nothing. See stylize-jobs cancel --help
        submit a                  | expected CONTENT and at least one STYLE but found only 'a'. See stylize-jobs submit --help
        submit                    | expected CONTENT but found nothing. See stylize-jobs submit --help
        list --state runing       | --state: expected one of submitted, queued, running, completed, failed, cancelled, expired but found 'runing'; did you mean running? See stylize-jobs list --help
        list --limit 0            | --limit: expected at least 1 but found 0. See stylize-jobs list --help
        list more                 | unexpected argument 'more'. See stylize-jobs list --help
        get                       | expected ID but found nothing. See stylize-jobs get --help
        get ../x                  | a job id is a UUID but found '../x'. See stylize-jobs get --help
        result x                  | -o: expected a FILE to write, or --link, but found neither. See stylize-jobs result --help
        result x -o f --link      | expected -o or --link but found both. See stylize-jobs result --help
        gett x                    | expected a command (submit, watch, get, list, result, cancel, finish, retry, delete, batch, images, presets, events, queue, estimate, webhooks, dead-letters, keys, whoami, completion, help) but found 'gett'; did you mean get? See stylize-jobs --help
        """)
    void wrongArgumentIsOneLineThatNamesWhatWasExpected(String arguments, String message) {
        assertThat(StylizeJobs.run(terminal(), arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).isEqualTo("stylize-jobs: " + message + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongArgumentIsJsonWhereJsonIsAskedFor() {
        assertThat(run("list", "--limit", "x", "--json")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly("{\"error\":{\"title\":\"--limit: expected a whole number but found 'x'."
                        + " See stylize-jobs list --help\"}}");
    }

    @Test
    void submitHasTheOptionNamesOfTheEngine() {
        int code = run(
                ("submit --objects a.jpg b.jpg --style c.jpg --strength 0.7 --style-scale 1.5 --colours linear-match"
                                + " --stop-gain 0.001 --time-budget 30 --seed 7 --precision bf16")
                        .split(" "));

        assertThat(code).isZero();
        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"content\":{\"object\":\"a.jpg\"},\"styles\":[{\"object\":\"b.jpg\"},"
                        + "{\"object\":\"c.jpg\"}],\"overrides\":{\"strength\":0.7,\"styleScale\":1.5,"
                        + "\"colours\":\"linear-match\",\"minimalGain\":0.001,\"timeBudgetSeconds\":30,\"seed\":7,"
                        + "\"precision\":\"bf16\"}}");
    }

    @Test
    void submitTakesAddresses() {
        assertThat(run("submit", "https://a.example/a.jpg", "https://b.example/b.jpg"))
                .isZero();
        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"content\":{\"url\":\"https://a.example/a.jpg\"},"
                        + "\"styles\":[{\"url\":\"https://b.example/b.jpg\"}]}");
    }

    @Test
    void submitSendsACompleteRecipeFromAManifest() throws IOException {
        Path manifest =
                Files.writeString(temp.resolve("x.manifest.json"), "{\"recipe\":{\"name\":\"mine\"},\"seed\":1}");

        int code = run("submit", "--objects", "a.jpg", "b.jpg", "--recipe", manifest.toString());

        assertThat(code).isZero();
        assertThat(server.requests().get(0).body()).endsWith(",\"recipe\":{\"name\":\"mine\"}}");
    }

    @Test
    void completeRecipeGoesWithNoOtherValues() throws IOException {
        Path recipe = Files.writeString(temp.resolve("recipe.json"), "{\"name\":\"mine\"}");
        Path list = Files.writeString(temp.resolve("list.json"), "[1, 2]");

        assertThat(run("submit", "--objects", "a", "b", "--recipe", recipe.toString(), "--steps", "9"))
                .isEqualTo(2);
        assertThat(run("submit", "--objects", "a", "b", "--recipe", list.toString()))
                .isEqualTo(2);
        assertThat(run("submit", "--objects", "a", "b", "--recipe", "no-such-file"))
                .isEqualTo(5);

        assertThat(err.toString().lines())
                .containsExactly(
                        "stylize-jobs: a complete recipe is used instead of a preset and other values, but both are"
                                + " given. See stylize-jobs submit --help",
                        "stylize-jobs: --recipe: expected a JSON object but found: '[1, 2]'."
                                + " See stylize-jobs submit --help",
                        "stylize-jobs: cannot read the recipe no-such-file: there is no such file");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void outputThatIsAnInputIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link.jpg"), content);

        assertThat(run("submit", content.toString(), style.toString(), "-o", link.toString()))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly("stylize-jobs: -o: expected a new file but " + link
                        + " is an input. See stylize-jobs submit --help");
        assertThat(content).hasContent("photo");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void submittedIsShownOnceWhenTheFirstEventRepeatsTheSnapshot() {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.events(
                        event("snapshot", Samples.job("SUBMITTED")),
                        event(1, "submitted", ""),
                        event(2, "queued", ""),
                        event(3, "completed", "")));

        assertThat(run("watch", ID)).isZero();

        assertThat(err.toString().lines()).containsExactly("submitted", "queued", "completed");
    }

    @Test
    void listWritesNoTableWhereThereIsNone() {
        server.answer(
                "GET /v1/stylizations",
                ContractServer.problem(500, "{\"title\":\"Broken.\"}"),
                ContractServer.json(200, "{\"items\":[]}"));

        assertThat(run("list")).isEqualTo(3);
        assertThat(run("list")).isZero();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly("stylize-jobs: Broken.", "There are no jobs.");
    }

    @Test
    void refusalIsExitCode3() {
        server.answer(
                "GET " + JOB,
                ContractServer.problem(404, "{\"title\":\"Unknown job\",\"detail\":\"there is no job\"}"));

        assertThat(run("get", ID)).isEqualTo(3);

        assertThat(err.toString().lines()).containsExactly("stylize-jobs: Unknown job: there is no job");
    }

    @Test
    void refusalIsJsonWhereJsonIsAskedFor() {
        server.answer("GET " + JOB, ContractServer.problem(422, Samples.PROBLEM));

        assertThat(run("get", ID, "--json")).isEqualTo(3);

        assertThat(err.toString().lines()).containsExactly("{\"error\":" + Samples.PROBLEM + "}");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusalTellsWhenToComeAgain() {
        server.answer("GET " + JOB, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            ContractServer.problem(503, "{\"title\":\"Starting.\"}").write(exchange);
        });

        assertThat(run("get", ID)).isEqualTo(3);

        assertThat(err.toString().lines()).containsExactly("stylize-jobs: Starting. Try again in 30 s.");
    }

    @Test
    void nobodyThereIsExitCode4() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        int code = StylizeJobs.run(terminal(), "get", ID, "--server", "http://127.0.0.1:" + port);

        assertThat(code).isEqualTo(4);
        assertThat(err.toString().lines())
                .containsExactly("stylize-jobs: cannot reach http://127.0.0.1:" + port + ": nothing listens there");
    }

    @Test
    void getShowsTheJobToPeople() {
        server.answer(
                "GET " + JOB,
                ContractServer.json(
                        200, Samples.job("RUNNING", ",\"worker\":\"w1\",\"size\":{\"width\":450,\"height\":300}")));

        assertThat(run("get", ID)).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "id          " + ID,
                        "state       running, step 120 of 500",
                        "preset      d2l",
                        "submitted   2026-08-14 09:00:00Z",
                        "updated     2026-08-14 09:00:01Z",
                        "attempts    1",
                        "worker      w1",
                        "size        450x300 pixels");
    }

    @Test
    void listFollowsPagesUpToItsLimit() {
        String two = Samples.job("RUNNING") + "," + Samples.job("QUEUED");
        server.answer(
                "GET /v1/stylizations",
                ContractServer.json(200, "{\"items\":[" + two + "],\"next\":\"c1\"}"),
                ContractServer.json(200, "{\"items\":[" + Samples.job("FAILED") + "],\"next\":\"c2\"}"));

        assertThat(run("list", "--limit", "3", "--state", "running")).isZero();

        assertThat(out.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.equals(ID + "  running    d2l           120/500  2026-08-14 09:00:00Z"));
        assertThat(server.requests())
                .extracting(ContractServer.Request::target)
                .containsExactly(
                        "/v1/stylizations?limit=3&state=RUNNING", "/v1/stylizations?limit=1&cursor=c1&state=RUNNING");
    }

    @Test
    void resultPrintsAnAddress() {
        server.answer(
                "GET " + JOB + "/result/link",
                ContractServer.json(
                        200, "{\"url\":\"https://store.example/x?y\",\"expiresAt\":\"2026-08-14T09:15:00Z\"}"));

        assertThat(run("result", ID, "--link")).isZero();
        assertThat(out.toString().strip()).isEqualTo("https://store.example/x?y");
    }

    @Test
    void resultWritesTheFile() {
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", PICTURE));
        server.answer("GET " + JOB + "/preview", ContractServer.problem(404, "{\"title\":\"No preview yet\"}"));

        assertThat(run("result", ID, "-o", result.toString())).isZero();
        assertThat(run("result", ID, "-o", result.toString(), "--preview")).isEqualTo(3);

        assertThat(result).hasBinaryContent(PICTURE);
        assertThat(out.toString().lines()).containsExactly(result.toString());
    }

    /** The job runs through, from the server's side. */
    private void completes() {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", PICTURE));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.events(
                        event("snapshot", Samples.job("QUEUED")),
                        event(
                                3,
                                "started",
                                ",\"worker\":\"w1\",\"device\":\"cpu\",\"delivery\":1,\"steps\":500,"
                                        + "\"size\":{\"width\":450,\"height\":300}"),
                        progress(120),
                        event(4, "completed", ",\"steps\":500,\"optimizationSeconds\":61.5")));
    }

    @Test
    void submitSendsTheTerms() {
        assertThat(run(
                        "submit",
                        "--objects",
                        "a",
                        "b",
                        "--ttl",
                        "1h30m",
                        "--deadline",
                        "2026-06-01T14:00:00+02:00",
                        "--reuse"))
                .isZero();

        assertThat(server.requests().get(0).body())
                .contains("\"ttlSeconds\":5400.0")
                .contains("\"deadline\":\"2026-06-01T12:00:00Z\"")
                .contains("\"reuse\":true");
    }

    @ParameterizedTest
    @CsvSource({"cancel,CANCELLED,200", "finish,RUNNING,202"})
    void eachJobOfSeveralIsCommandedAlthoughOneIsRefused(String command, String state, int status) {
        String path = "POST /v1/stylizations/";
        server.answer(
                path + "other/" + command,
                ContractServer.problem(
                        409,
                        "{\"title\":\"The job's state does not allow it\",\"status\":409,\"detail\":\"job other has ended\"}"));
        server.answer(path + ID + "/" + command, ContractServer.json(status, Samples.job(state)));

        assertThat(run(command, "other", ID)).isEqualTo(3);

        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(err.toString().lines())
                .containsExactly("stylize-jobs: The job's state does not allow it: job other has ended");
    }

    @Test
    void retryPrintsTheIdOfTheNewJob() {
        String old = "0198f0be-11c4-7a0e-b3de-64b1c0a7f9d2";
        server.answer(
                "POST /v1/stylizations/" + old + "/retry",
                ContractServer.json(202, Samples.job("SUBMITTED", ",\"retryOf\":\"" + old + "\"")));

        assertThat(run("retry", old)).isZero();

        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(server.requests().get(0).header("Idempotency-Key")).hasSize(36);
    }

    @Test
    void retryWritesTheNewJobAsJson() {
        server.answer(
                "POST " + JOB + "/retry", ContractServer.json(202, Samples.job("SUBMITTED", ",\"retryOf\":\"x\"")));

        assertThat(run("retry", ID, "--json")).isZero();

        assertThat(out.toString()).contains("\"retryOf\":\"x\"");
    }

    @Test
    void deleteDoesNotAskWhereThereIsNoTerminal() {
        server.answer("DELETE " + JOB, ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(run("delete", ID)).isZero();

        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "yo\n"})
    void deleteAsksOnATerminalAndAnythingButYesIsNo(String answer) {
        int code = StylizeJobs.run(
                terminal(answer, 80), "delete", ID, "--server", server.uri().toString());

        assertThat(code).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
        assertThat(err.toString())
                .startsWith("Delete the job " + ID + " and its pictures? [y/N] ")
                .contains("nothing is deleted; --yes deletes without asking");
    }

    @Test
    void deleteThatIsAgreedToOrNeedsNoAnswerIsDone() {
        server.answer("DELETE " + JOB, ContractServer.bytes(204, "text/plain", new byte[0]));
        String address = server.uri().toString();

        assertThat(StylizeJobs.run(terminal("Yes\n", 80), "delete", ID, "--server", address))
                .isZero();
        assertThat(StylizeJobs.run(terminal("n\n", 80), "delete", ID, "--yes", "--server", address))
                .isZero();

        assertThat(server.requests()).hasSize(2);
        assertThat(out.toString().lines()).containsExactly(ID, ID);
    }

    @Test
    void getShowsTermsAndThatTheJobWasFinishedEarly() {
        server.answer(
                "GET " + JOB,
                ContractServer.json(
                        200,
                        Samples.job(
                                "COMPLETED",
                                ",\"retryOf\":\"x\",\"deadline\":\"2026-08-14T10:00:00Z\",\"finishedEarly\":true,"
                                        + "\"sha256\":\"abc\",\"reusedFrom\":\"y\"")));

        assertThat(run("get", ID)).isZero();

        assertThat(out.toString().lines())
                .contains(
                        "state       completed, finished early",
                        "retry of    x",
                        "reused from y",
                        "deadline    2026-08-14 10:00:00Z",
                        "sha256      abc");
    }

    @Test
    void deadLettersAreListedAsATable() {
        server.answer(
                "GET " + LETTERS,
                ContractServer.json(200, "{\"items\":[" + letter("") + "],\"next\":\"a_0-42\"}"),
                ContractServer.json(200, "{\"items\":[" + letter("") + "]}"));

        assertThat(run("dead-letters", "list", "--limit", "2")).isZero();

        String row = "0-42        2026-08-14 09:00:00Z  submission  " + ID + "  Diverged: the loss is NaN";
        assertThat(out.toString().lines().skip(1)).containsExactly(row, row);
        assertThat(server.requests())
                .extracting(ContractServer.Request::target)
                .containsExactly(LETTERS + "?limit=2", LETTERS + "?limit=1&cursor=a_0-42");
    }

    @Test
    void withoutDeadLettersTheListSaysSo() {
        server.answer("GET " + LETTERS, ContractServer.json(200, "{\"items\":[]}"));

        assertThat(run("dead-letters", "list")).isZero();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("There are no dead letters.");
    }

    @Test
    void aDeadLetterIsShownWithItsRecord() {
        String content = ",\"content\":{\"base64\":\"CgI=\",\"message\":{\"job\":{\"id\":\"x\"}}}";
        server.answer("GET " + LETTERS + "/0-42", ContractServer.json(200, letter(content)));

        assertThat(run("dead-letters", "show", "0-42")).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "problem   Diverged: the loss is NaN", "message   {\"job\":{\"id\":\"x\"}}", "base64    CgI=");

        assertThat(run("dead-letters", "show", "0-42", "--json")).isZero();
        assertThat(out.toString()).contains("\"content\":{\"base64\":\"CgI=\"");
    }

    @Test
    void aDeadLetterIsRetriedAndARefusalDoesNotKeepTheNext() {
        server.answer(
                "POST " + LETTERS + "/0-1/retry",
                ContractServer.problem(
                        409, "{\"title\":\"Not possible\",\"status\":409,\"detail\":\"0-1 is of a report\"}"));
        server.answer("POST " + LETTERS + "/0-42/retry", ContractServer.json(202, Samples.job("SUBMITTED")));

        assertThat(run("dead-letters", "retry", "0-1", "0-42")).isEqualTo(3);

        assertThat(out.toString().lines()).containsExactly(ID);
        assertThat(err.toString()).contains("0-1 is of a report");
    }

    @Test
    void deadLettersArePurgedByIdOrByAge() {
        server.answer("DELETE " + LETTERS + "/0-42", ContractServer.bytes(204, "text/plain", new byte[0]));
        server.answer("DELETE " + LETTERS, ContractServer.json(200, "{\"removed\":7}"));

        assertThat(run("dead-letters", "purge", "0-42")).isZero();
        assertThat(run("dead-letters", "purge", "--older-than", "7d")).isZero();

        assertThat(out.toString().lines()).containsExactly("0-42", "7");
        assertThat(server.requests().get(1).target()).startsWith(LETTERS + "?before=20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge", "purge 0-42 --older-than 1d", "", "show x", "list --limit 0"})
    void wrongUseOfDeadLettersSendsNothing(String args) {
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(args.isEmpty() ? List.of() : List.of(args.split(" ")));
        if (args.isEmpty()) {
            assertThat(StylizeJobs.run(terminal(), "dead-letters")).isEqualTo(2);
        } else {
            assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
        }
        assertThat(server.requests()).isEmpty();
    }

    private static String letter(String more) {
        return "{\"id\":\"0-42\",\"kind\":\"submission\",\"key\":\"" + ID
                + "\",\"at\":\"2026-08-14T09:00:00.5Z\",\"problem\":{\"title\":\"Diverged\",\"status\":422,"
                + "\"detail\":\"the loss is NaN\"},\"attempts\":1,\"bytes\":2" + more + "}";
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--server");
        all.add(server.uri().toString());
        return StylizeJobs.run(terminal(), all.toArray(String[]::new));
    }

    private Terminal terminal() {
        return terminal("", 0);
    }

    /** A person's, of that width, or none for 0. */
    private Terminal terminal(String answer, int columns) {
        return new Terminal(
                new BufferedReader(new StringReader(answer)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> columns);
    }
}
