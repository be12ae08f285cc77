package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.KEY;
import static org.stylize.client.Samples.KEYS;
import static org.stylize.client.Samples.KEY_ID;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.client.ContractServer;
import org.stylize.client.Samples;
import picocli.CommandLine;

/** The key that the program sends, and the commands for keys. */
class StylizeJobsKeysTest {
    private static final String OTHER_KEY = KEY.replace(KEY_ID, "7Jd2mPq9XvB0");
    private static final String EOL = System.lineSeparator();

    private final ContractServer server = ContractServer.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path temp;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keyOfTheFileWinsOverThatOfTheEnvironment() throws IOException {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("QUEUED")));
        environment.put("STYLIZE_KEY", OTHER_KEY + "\r\n");

        assertThat(run("get", ID)).isZero();
        assertThat(run("get", ID, "--key-file", keyFile("rw-------").toString()))
                .isZero();
        environment.put("STYLIZE_KEY", " ");
        assertThat(run("get", ID)).isZero();

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer " + OTHER_KEY, "Bearer " + KEY, null);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit --objects a b",
                "watch x",
                "get x",
                "list",
                "result x -o out.png",
                "cancel x",
                "finish x",
                "retry x",
                "delete x",
                "dead-letters list",
                "dead-letters show 0-1",
                "dead-letters retry 0-1",
                "dead-letters purge 0-1",
                "keys create ci --scope read",
                "keys list",
                "keys rotate x",
                "keys revoke x",
                "events",
                "webhooks create https://shop.example/hooks",
                "webhooks list",
                "webhooks show wh_1",
                "webhooks change wh_1 --pause",
                "webhooks rotate wh_1",
                "webhooks test wh_1",
                "webhooks deliveries wh_1",
                "webhooks replay wh_1 msg_1",
                "webhooks delete wh_1",
                "whoami"
            })
    void everyCommandTakesAKeyFile(String command) throws IOException {
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        args.addAll(List.of("--key-file", keyFile("rw-------").toString()));

        run(args.toArray(String[]::new));

        assertThat(server.requests())
                .isNotEmpty()
                .extracting(request -> request.header("Authorization"))
                .containsOnly("Bearer " + KEY);
    }

    @Test
    void noOptionTakesTheKeyItselfAndTheHelpSaysWhy() {
        CommandLine program = StylizeJobs.program(terminal());

        assertThat(program.getSubcommands().values())
                .flatMap(command -> command.getCommandSpec().optionsMap().keySet())
                .contains("--key-file")
                .doesNotContain("--key");
        assertThat(StylizeJobs.run(terminal(), "list", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("There is no option for the key itself, because the list of processes would show it.");
    }

    @Test
    void fileThatOthersCanReadIsWarnedOf() throws IOException {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("QUEUED")));
        Path open = keyFile("rw-r--r--");

        assertThat(run("get", ID, "--key-file", open.toString())).isZero();
        assertThat(run("get", ID, "--json", "--key-file", open.toString())).isZero();

        String warning = "everybody on this machine can read the key file " + open + " (chmod 600 changes that)";
        assertThat(err.toString().lines())
                .containsExactly("stylize-jobs: warning: " + warning, "{\"warning\":{\"title\":\"" + warning + "\"}}");
    }

    @Test
    void refusedKeyIsNamedByWhereItCameFrom() throws IOException {
        server.answer(
                "GET " + JOB, ContractServer.problem(401, Samples.unauthenticated("unknown, expired or revoked")));
        Path file = keyFile("rw-------");

        assertThat(run("get", ID)).isEqualTo(3);
        assertThat(run("get", ID, "--key-file", file.toString())).isEqualTo(3);
        environment.put("STYLIZE_KEY", KEY);
        assertThat(run("get", ID)).isEqualTo(3);
        assertThat(run("get", ID, "--json")).isEqualTo(3);

        String problem = "stylize-jobs: The request has no valid key: unknown, expired or revoked";
        assertThat(err.toString().lines())
                .containsExactly(
                        problem + " (no key was sent: give --key-file FILE or set STYLIZE_KEY)",
                        problem + " (the key of --key-file " + file + " was sent)",
                        problem + " (the key of STYLIZE_KEY was sent)",
                        "{\"error\":" + Samples.unauthenticated("unknown, expired or revoked")
                                + ",\"hint\":\"the key of STYLIZE_KEY was sent\"}");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusedKeyEndsACommandOfManyIds() {
        server.answer("DELETE " + KEYS + "/a", ContractServer.problem(401, Samples.unauthenticated("none")));
        server.answer("DELETE /v1/dead-letters/0-1", ContractServer.problem(401, Samples.unauthenticated("none")));

        assertThat(run("keys", "revoke", "a", "b", "c")).isEqualTo(3);
        assertThat(run("dead-letters", "purge", "0-1", "0-2")).isEqualTo(3);

        assertThat(server.requests()).hasSize(2);
        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void missingScopeIsToldAsTheServiceSaysIt() {
        server.answer(
                "POST " + JOB + "/cancel",
                ContractServer.problem(
                        403,
                        "{\"title\":\"The key does not allow this\",\"status\":403,"
                                + "\"detail\":\"it lacks the scope cancel\"}"));

        assertThat(run("cancel", ID)).isEqualTo(3);

        assertThat(err.toString())
                .isEqualTo("stylize-jobs: The key does not allow this: it lacks the scope cancel" + EOL);
    }

    @Test
    void whatIsNoKeyIsNotSentAndNotShown() throws IOException {
        Path file = Files.writeString(temp.resolve("ci.key"), "hush hush\n");
        environment.put("STYLIZE_KEY", "sty_hush hush");

        assertThat(run("get", ID, "--key-file", file.toString())).isEqualTo(2);
        assertThat(run("get", ID)).isEqualTo(2);
        assertThat(run("get", ID, "--key-file", temp.resolve("none").toString()))
                .isEqualTo(5);

        assertThat(server.requests()).isEmpty();
        assertThat(err.toString()).doesNotContain("hush");
        assertThat(err.toString().lines())
                .containsExactly(
                        "stylize-jobs: --key-file: the first line of " + file + " is not a key: a key begins with sty_"
                                + " but this text of 9 characters does not, or ends there. See stylize-jobs get --help",
                        "stylize-jobs: the variable STYLIZE_KEY: a key is printable ASCII without white space, but character 9 of 13"
                                + " is something else. See stylize-jobs get --help",
                        "stylize-jobs: cannot read the key file " + temp.resolve("none") + ": there is no such file");
    }

    @Test
    void createPrintsTheKeyAloneAndSaysThatItIsShownOnce() {
        server.answer("POST " + KEYS, ContractServer.json(201, Samples.createdKey()));

        assertThat(run("keys", "create", "ci", "--scope", "submit", "--scope", "READ", "--tenant", "acme"))
                .isZero();

        assertThat(out.toString()).isEqualTo(KEY + EOL);
        assertThat(err.toString())
                .isEqualTo(
                        "This is the key " + KEY_ID + ". It is shown only this once: the service keeps no copy." + EOL);
        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"name\":\"ci\",\"scopes\":[\"submit\",\"read\"],\"tenant\":\"acme\"}");
    }

    @Test
    void createPrintsTheWholeAnswerAsJson() {
        server.answer("POST " + KEYS, ContractServer.json(201, Samples.createdKey()));

        assertThat(run("keys", "create", "ci", "--scope", "read", "--json")).isZero();

        assertThat(out.toString()).isEqualTo(Samples.createdKey() + EOL);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void createTakesALifetimeOrAnEnd() {
        server.answer("POST " + KEYS, ContractServer.json(201, Samples.createdKey()));
        Instant before = Instant.now();

        assertThat(run("keys", "create", "ci", "--scope", "read", "--expires-in", "90d"))
                .isZero();
        assertThat(run("keys", "create", "ci", "--scope", "read", "--expires-at", "2127-01-01T01:00:00+01:00"))
                .isZero();

        String in = server.requests().get(0).body().replaceAll(".*\"expiresAt\":\"(.*)\".*", "$1");
        assertThat(Instant.parse(in))
                .isBetween(
                        before.plus(Duration.ofDays(90)).minusSeconds(1),
                        Instant.now().plus(Duration.ofDays(90)));
        assertThat(server.requests().get(1).body()).contains("\"expiresAt\":\"2127-01-01T00:00:00Z\"");
    }

    @Test
    void newKeyThatCannotBeWrittenIsToBeRevoked() {
        server.answer("POST " + KEYS, ContractServer.json(201, Samples.createdKey()));
        Terminal full = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(new FullDisk(), true),
                new PrintWriter(err, true),
                () -> 0);

        int code = StylizeJobs.run(
                full,
                "keys",
                "create",
                "ci",
                "--scope",
                "read",
                "--server",
                server.uri().toString());

        assertThat(code).isEqualTo(5);
        assertThat(err.toString())
                .isEqualTo("stylize-jobs: cannot write the new key " + KEY_ID
                        + ", and nobody can see it again; revoke it, and make another one" + EOL);
    }

    @Test
    void listShowsKeysAsATable() {
        server.answer(
                "GET " + KEYS,
                ContractServer.json(
                        200,
                        "{\"items\":[" + Samples.keyView() + ","
                                + Samples.keyView(",\"expiresAt\":\"2026-11-12T09:00:00Z\","
                                                + "\"lastUsedAt\":\"2026-08-14T09:05:00.5Z\"")
                                        .replace("active", "expired")
                                + "]}"),
                ContractServer.json(200, "{\"items\":[]}"));

        assertThat(run("keys", "list", "--tenant", "*")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "ID            TENANT      STATE    EXPIRES               LAST USED             SCOPES"
                                + "              NAME",
                        KEY_ID + "  acme        active   never                 never                 read,submit"
                                + "         ci",
                        KEY_ID + "  acme        expired  2026-11-12 09:00:00Z  2026-08-14 09:05:00Z  read,submit"
                                + "         ci");
        assertThat(server.requests().get(0).target()).isEqualTo(KEYS + "?tenant=*");

        assertThat(run("keys", "list")).isZero();
        assertThat(err.toString()).isEqualTo("There are no keys." + EOL);
        assertThat(server.requests().get(1).target()).isEqualTo(KEYS);
    }

    @Test
    void listWritesJsonOneKeyALine() {
        server.answer(
                "GET " + KEYS,
                ContractServer.json(200, "{\"items\":[" + Samples.keyView() + "," + Samples.keyView() + "]}"));

        assertThat(run("keys", "list", "--json")).isZero();

        assertThat(out.toString().lines()).containsExactly(Samples.keyView(), Samples.keyView());
    }

    @Test
    void rotatePrintsTheNewKeyAlone() {
        server.answer("POST " + KEYS + "/7Jd2mPq9XvB0/rotate", ContractServer.json(201, Samples.createdKey()));

        assertThat(run("keys", "rotate", "7Jd2mPq9XvB0", "--overlap", "2h")).isZero();
        assertThat(run("keys", "rotate", "7Jd2mPq9XvB0")).isZero();

        assertThat(out.toString()).isEqualTo(KEY + EOL + KEY + EOL);
        assertThat(err.toString().lines())
                .containsOnly("This is the key " + KEY_ID + ". It is shown only this once: the service keeps no copy."
                        + " The old key 7Jd2mPq9XvB0 ends after the overlap.");
        assertThat(server.requests())
                .extracting(ContractServer.Request::body)
                .containsExactly("{\"overlapSeconds\":7200}", "");
    }

    @Test
    void revokePrintsIdsAndARefusalDoesNotKeepTheNext() {
        server.answer(
                "DELETE " + KEYS + "/a",
                ContractServer.problem(
                        404, "{\"type\":\"/problems/unknown-key\",\"title\":\"There is no such key\",\"status\":404}"));
        server.answer("DELETE " + KEYS + "/b", ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(run("keys", "revoke", "a", "b")).isEqualTo(3);
        assertThat(run("keys", "revoke", "b", "--json")).isZero();

        assertThat(out.toString().lines()).containsExactly("b", "{\"id\":\"b\"}");
        assertThat(err.toString()).isEqualTo("stylize-jobs: There is no such key" + EOL);
    }

    @Test
    void whoamiShowsWhatTheKeyAllows() {
        String me = "{\"tenant\":\"acme\",\"subject\":\"key:" + KEY_ID + "\",\"name\":\"ci\","
                + "\"scopes\":[\"read\",\"submit\"],\"expiresAt\":\"2027-01-01T00:00:00Z\"}";
        server.answer(
                "GET /v1/me",
                ContractServer.json(200, me),
                ContractServer.json(200, me),
                ContractServer.json(200, "{\"tenant\":\"default\",\"subject\":\"anonymous\",\"scopes\":[\"read\"]}"));

        assertThat(run("whoami", "--json")).isZero();
        assertThat(run("whoami")).isZero();
        assertThat(run("whoami")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        me,
                        "tenant   acme",
                        "subject  key:" + KEY_ID,
                        "name     ci",
                        "scopes   read,submit",
                        "expires  2027-01-01 00:00:00Z",
                        "tenant   default",
                        "subject  anonymous",
                        "scopes   read",
                        "expires  never");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        keys                            | expected one of create, list, rotate, revoke. See stylize-jobs keys --help
        keys create --scope read        | expected NAME but found nothing. See stylize-jobs keys create --help
        keys create ci                  | --scope: expected SCOPE but found nothing. See stylize-jobs keys create --help
        keys create ci --scope reed     | --scope: expected one of submit, read, cancel, admin, operator but found 'reed'; did you mean read? See stylize-jobs keys create --help
        keys create ci --scope unknown  | --scope: expected one of submit, read, cancel, admin, operator but found 'unknown'. See stylize-jobs keys create --help
        keys create ci --scope read --scope read | a key has each scope once but found [read, read]. See stylize-jobs keys create --help
        keys create ci --scope read --expires-in 0s | --expires-in: expected a time such as 90d but found 0. See stylize-jobs keys create --help
        keys create ci --scope read --expires-in 1d --expires-at 2027-01-01T00:00:00Z | expected either --expires-in or --expires-at but found both. See stylize-jobs keys create --help
        keys rotate x --overlap 31d     | an overlap lasts 0 to 30 days but is PT744H. See stylize-jobs keys rotate --help
        keys revoke                     | expected ID but found nothing. See stylize-jobs keys revoke --help
        keys revoke sty_a_b             | the id of a key is 12 letters and digits, which follow sty_ in the key, but found 7 characters that are none. See stylize-jobs keys revoke --help
        list --key sty_a_b              | there is no option --key, because the list of processes would show the key; use --key-file or STYLIZE_KEY. See stylize-jobs list --help
        list --key=sty_a_b              | there is no option --key, because the list of processes would show the key; use --key-file or STYLIZE_KEY. See stylize-jobs list --help
        list sty_a_b                    | unexpected argument 'sty_…'. See stylize-jobs list --help
        get sty_a_b                     | a job id is a UUID but found 'sty_…'. See stylize-jobs get --help
        """)
    void wrongUseIsOneLineAndSendsNothing(String arguments, String message) {
        assertThat(StylizeJobs.run(terminal(), arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).isEqualTo("stylize-jobs: " + message + EOL);
        assertThat(server.requests()).isEmpty();
    }

    private Path keyFile(String permissions) throws IOException {
        Path file = Files.writeString(temp.resolve("ci.key"), " " + KEY + " \nfor the build\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--server");
        all.add(server.uri().toString());
        return StylizeJobs.run(terminal(), all.toArray(String[]::new));
    }

    private Terminal terminal() {
        return new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> 0,
                name -> Optional.ofNullable(environment.get(name)));
    }

    /** A file to which nothing more can be written. */
    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] characters, int start, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
