package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.DELIVERY;
import static org.stylize.client.Samples.MESSAGE_ID;
import static org.stylize.client.Samples.SECRET;
import static org.stylize.client.Samples.WEBHOOK;
import static org.stylize.client.Samples.WEBHOOK_ID;
import static org.stylize.client.Samples.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.client.ContractServer;

class WebhookCommandsTest {
    private static final String URL = "https://shop.example/hooks";

    private final ProgramRun program = new ProgramRun();

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void createPrintsTheSecretAloneAndSaysThatItIsShownOnce() {
        program.server.answer("POST /v1/webhooks", ContractServer.json(201, webhook(",\"secret\":\"" + SECRET + "\"")));

        assertThat(program.run("webhooks", "create", URL, "--event", "completed", "--event", "stylize.failed"))
                .as(program.drawn())
                .isZero();
        assertThat(program.run("webhooks", "create", URL, "--description", "shop", "--paused", "--json"))
                .isZero();

        assertThat(program.out()).hasSize(2).first().isEqualTo(SECRET);
        assertThat(program.out().get(1))
                .startsWith("{\"id\":\"" + WEBHOOK_ID)
                .contains("\"secret\":\"" + SECRET + "\"");
        assertThat(program.err())
                .containsExactly("This is the secret of the webhook " + WEBHOOK_ID + ". It is shown only this once.");
        assertThat(program.server.requests())
                .extracting(ContractServer.Request::body)
                .containsExactly(
                        "{\"url\":\"" + URL
                                + "\",\"events\":[\"stylize.completed\",\"stylize.failed\"],\"enabled\":true}",
                        "{\"url\":\"" + URL + "\",\"description\":\"shop\",\"enabled\":false}");
    }

    @Test
    void secretThatCannotBeWrittenIsToldAsLost() {
        program.server.answer("POST /v1/webhooks", ContractServer.json(201, webhook(",\"secret\":\"" + SECRET + "\"")));
        StringWriter err = new StringWriter();
        Terminal full = new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(new FullDisk(), true),
                new PrintWriter(err, true),
                () -> 0);

        int code = StylizeJobs.run(
                full,
                "webhooks",
                "create",
                URL,
                "--server",
                program.server.uri().toString());

        assertThat(code).isEqualTo(5);
        assertThat(err.toString())
                .contains(
                        "cannot write the secret of the new webhook " + WEBHOOK_ID,
                        "'webhooks rotate' makes another one")
                .doesNotContain(SECRET);
    }

    @Test
    void listsAndShows() {
        String failing = webhook(",\"failingSince\":\"2026-08-14T10:00:00Z\"").replace("\"on\"", "\"failing\"");
        program.server.answer("GET /v1/webhooks", ContractServer.json(200, "{\"items\":[" + failing + "]}"));
        program.server.answer("GET " + WEBHOOK, ContractServer.json(200, failing));

        assertThat(program.run("webhooks", "list")).isZero();
        assertThat(program.run("webhooks", "list", "-q")).isZero();
        assertThat(program.run("webhooks", "show", WEBHOOK_ID.substring(0, 9))).isZero();

        assertThat(program.out())
                .containsExactly(
                        "ID                       STATE     URL",
                        WEBHOOK_ID + "  failing   " + URL,
                        WEBHOOK_ID,
                        "id            " + WEBHOOK_ID,
                        "url           " + URL,
                        "description   shop",
                        "events        completed,failed",
                        "state         failing",
                        "created       2026-08-14 09:00:00Z",
                        "by            key:8Jx0aPq2LmZt",
                        "failing since 2026-08-14 10:00:00Z");
    }

    @Test
    void emptyListSaysSo() {
        program.server.answer("GET /v1/webhooks", ContractServer.json(200, "{\"items\":[]}"));

        assertThat(program.run("webhooks", "list")).isZero();

        assertThat(program.out()).isEmpty();
        assertThat(program.err()).containsExactly("There are no webhooks.");
    }

    @Test
    void changeNamesOnlyWhatItChanges() {
        program.server.answer("PATCH " + WEBHOOK, ContractServer.json(200, webhook("")));

        assertThat(program.run("webhooks", "change", WEBHOOK_ID, "--pause")).isZero();
        assertThat(program.run("webhooks", "change", WEBHOOK_ID, "--resume", "--url", URL, "--event", "expired"))
                .isZero();
        assertThat(program.run("webhooks", "change", WEBHOOK_ID, "--description", ""))
                .isZero();

        assertThat(program.server.requests())
                .extracting(ContractServer.Request::body)
                .containsExactly(
                        "{\"enabled\":false}",
                        "{\"url\":\"" + URL + "\",\"events\":[\"stylize.expired\"],\"enabled\":true}",
                        "{\"description\":\"\"}");
    }

    @Test
    void rotatePrintsTheNewSecretAndSaysHowLongTheOldOneCounts() {
        program.server.answer(
                "POST " + WEBHOOK + "/rotate",
                ContractServer.json(
                        200, webhook(",\"oldSecretUntil\":\"2026-08-15T09:00:00Z\",\"secret\":\"" + SECRET + "\"")));

        assertThat(program.run("webhooks", "rotate", WEBHOOK_ID)).isZero();

        assertThat(program.out()).containsExactly(SECRET);
        assertThat(program.err())
                .containsExactly("This is the new secret of the webhook " + WEBHOOK_ID
                        + ". It is shown only this once. The old one signs beside it until 2026-08-15 09:00:00Z.");
    }

    @Test
    void testSaysWhatCameOfItAndAFailureIsExitCode1() {
        program.server.answer(
                "POST " + WEBHOOK + "/test",
                ContractServer.json(
                        200,
                        "{\"at\":\"2026-08-14T09:00:00Z\",\"delivered\":true,\"status\":204," + "\"seconds\":0.041}"),
                ContractServer.json(
                        200,
                        "{\"at\":\"2026-08-14T09:00:00Z\",\"delivered\":false,\"seconds\":15,"
                                + "\"problem\":\"no answer within 15 s\"}"));

        assertThat(program.run("webhooks", "test", WEBHOOK_ID)).isZero();
        assertThat(program.run("webhooks", "test", WEBHOOK_ID)).isEqualTo(1);

        assertThat(program.out())
                .containsExactly(
                        "delivered, status 204, after 0.041 s", "not delivered, after 15.000 s: no answer within 15 s");
    }

    @Test
    void deliveriesAreATable() {
        program.server.answer(
                "GET " + WEBHOOK + "/deliveries", ContractServer.json(200, "{\"items\":[" + DELIVERY + "]}"));

        assertThat(program.run("webhooks", "deliveries", WEBHOOK_ID, "--limit", "7"))
                .isZero();
        assertThat(program.run("webhooks", "deliveries", WEBHOOK_ID, "-q")).isZero();
        assertThat(program.run("webhooks", "deliveries", WEBHOOK_ID, "--json")).isZero();

        assertThat(program.out().get(0)).startsWith("MESSAGE  ").contains("  STATE  ", "  LAST ATTEMPT");
        assertThat(program.out().get(1))
                .isEqualTo(MESSAGE_ID + "  given-up          8  2026-08-14 09:00:00Z  completed     "
                        + "0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e"
                        + "  not delivered, after 0.041 s: the server answered with status 500");
        assertThat(program.out().get(2)).isEqualTo(MESSAGE_ID);
        assertThat(program.out().get(3)).contains("\"state\":\"given-up\"");
        assertThat(program.server.requests().get(0).target()).endsWith("/deliveries?limit=7");
    }

    @Test
    void replaysMessagesAlthoughOneIsUnknown() {
        program.server.answer(
                "POST " + WEBHOOK + "/deliveries/msg_0/replay",
                ContractServer.problem(404, "{\"title\":\"Unknown webhook\",\"status\":404}"));
        program.server.answer(
                "POST " + WEBHOOK + "/deliveries/" + MESSAGE_ID + "/replay", ContractServer.json(202, DELIVERY));

        assertThat(program.run("webhooks", "replay", WEBHOOK_ID, "msg_0", MESSAGE_ID))
                .isEqualTo(3);

        assertThat(program.out()).containsExactly(MESSAGE_ID);
        assertThat(program.err()).containsExactly("stylize-jobs: Unknown webhook");
    }

    @Test
    void replayByTimeAsksUntilThereIsNoMore() {
        program.server.answer(
                "POST " + WEBHOOK + "/replay",
                ContractServer.json(202, "{\"messages\":10000,\"next\":\"2026-08-14T09:00:00Z\"}"),
                ContractServer.json(202, "{\"messages\":812}"));

        assertThat(program.run("webhooks", "replay", WEBHOOK_ID, "--since", "2026-08-13T02:00:00+02:00"))
                .isZero();

        assertThat(program.out()).containsExactly("10812");
        assertThat(program.server.requests())
                .extracting(ContractServer.Request::body)
                .containsExactly("{\"since\":\"2026-08-13T00:00:00Z\"}", "{\"since\":\"2026-08-14T09:00:00Z\"}");
    }

    @Test
    void replayThatGetsNoFurtherEnds() {
        program.server.answer(
                "POST " + WEBHOOK + "/replay",
                ContractServer.json(202, "{\"messages\":10000,\"next\":\"2026-08-14T09:00:00Z\"}"));

        assertThat(program.run("webhooks", "replay", WEBHOOK_ID, "--since", "2026-08-14T09:00:00Z", "--json"))
                .isZero();

        assertThat(program.out()).containsExactly("{\"messages\":10000}");
    }

    @Test
    void deleteAsksOnATerminal() {
        program.server.answer("DELETE " + WEBHOOK, ContractServer.bytes(204, "text/plain", new byte[0]));

        program.onScreen(80, "n\n");
        assertThat(program.run("webhooks", "delete", WEBHOOK_ID)).isEqualTo(2);
        assertThat(program.server.requests()).isEmpty();
        assertThat(program.run("webhooks", "delete", WEBHOOK_ID, "--yes")).isZero();

        assertThat(program.drawn()).startsWith("Delete the webhook " + WEBHOOK_ID + "? [y/N] ");
        assertThat(program.out()).containsExactly(WEBHOOK_ID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        create u --event complete | --event: expected one of submitted, queued, started, checkpointed, retried, completed, failed, cancelled, expired, webhook.disabled, progress but found 'complete'; did you mean completed? See stylize-jobs webhooks create --help
        create a%b                | URL: expected URL but found 'a%b'. See stylize-jobs webhooks create --help
        change wh_1               | expected --url, --event, --description, --pause or --resume but found none. See stylize-jobs webhooks change --help
        change wh_1 --pause --resume | expected either --pause or --resume but found both. See stylize-jobs webhooks change --help
        deliveries wh_1 --limit 201 | --limit: expected 1 to 200 but found 201. See stylize-jobs webhooks deliveries --help
        replay wh_1               | expected either ids of messages or --since but found none. See stylize-jobs webhooks replay --help
        replay wh_1 msg_1 --since 2026-08-14T09:00:00Z | expected either ids of messages or --since but found both. See stylize-jobs webhooks replay --help
        replay wh_1 ../x          | the id of a message begins with msg_ but found '../x'. See stylize-jobs webhooks replay --help
        show ../x                 | the id of a webhook begins with wh_ but found '../x'. See stylize-jobs webhooks show --help
        show whsec_hushhushhush   | the id of a webhook begins with wh_ but found a secret. See stylize-jobs webhooks show --help
        """)
    void wrongUseSendsNothing(String arguments, String message) {
        assertThat(program.run(("webhooks " + arguments).split(" "))).isEqualTo(2);

        assertThat(program.err()).containsExactly("stylize-jobs: " + message);
        assertThat(program.server.requests()).isEmpty();
    }

    /** Takes nothing. */
    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] text, int start, int length) throws IOException {
            throw new IOException("no space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
