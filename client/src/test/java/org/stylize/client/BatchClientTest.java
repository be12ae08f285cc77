package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.BATCH;
import static org.stylize.client.Samples.BATCH_ID;
import static org.stylize.client.Samples.batch;
import static org.stylize.client.Samples.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchClientTest {
    private final ContractServer server = ContractServer.start();
    private final BatchClient batches = new StylizeClient(server.uri()).batches();

    @TempDir
    Path temp;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void submitsContentsStylesMixturesAndRecipes() throws Exception {
        server.answer("POST /v1/batches", ContractServer.json(202, batch("OPEN", 0)));
        BatchSubmission submission = BatchSubmission.of(List.of("a", "b"), List.of("s"))
                .withMixture(List.of(Style.of(new Picture.Stored("t")).withShare(2), Style.of(new Picture.Stored("u"))))
                .withRecipe(RecipeChoice.ofPreset("fast").withOverride("steps", 10))
                .withSettings(JobSettings.none().withLabel("season", "autumn"));

        assertThat(submission.jobs()).isEqualTo(4);
        BatchView batch = batches.submit(submission);

        assertThat(batch.id()).isEqualTo(BATCH_ID);
        assertThat(batch.counts().queued()).isEqualTo(4);
        assertThat(server.requests().get(0).header("Idempotency-key")).isNotNull();
        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"contents\":[{\"object\":\"a\"},{\"object\":\"b\"}],\"styles\":[{\"object\":\"s\"}],"
                        + "\"mixtures\":[[{\"object\":\"t\",\"share\":2.0},{\"object\":\"u\"}]],"
                        + "\"recipes\":[{\"preset\":\"fast\",\"overrides\":{\"steps\":10}}],"
                        + "\"labels\":{\"season\":\"autumn\"}}");
    }

    @Test
    void refusesABatchWithoutPictures() {
        assertThatThrownBy(() -> BatchSubmission.of(List.of("a"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a batch needs at least one content image and one style, but found 1 content images and 0 styles");
    }

    @Test
    void followsOverABrokenConnectionToTheEnd() throws Exception {
        server.answer("GET " + BATCH, ContractServer.json(200, batch("ENDED", 4)));
        server.answer(
                "GET " + BATCH + "/events",
                ContractServer.brokenEvents(
                        event("batch", batch("OPEN", 0)),
                        "id: p0-7\nevent: completed\ndata: {\"id\":\"j\",\"type\":\"completed\",\"sequence\":4}\n\n"),
                ContractServer.events("event: resync\ndata: {}\n\n", event("batch", batch("ENDED", 4))));
        List<String> heard = new ArrayList<>();

        BatchView ended = batches.follow(BATCH_ID, event -> heard.add(event.match(new Words())));

        assertThat(ended.state()).isEqualTo(BatchState.ENDED);
        assertThat(heard).containsExactly("OPEN 0", "completed j", "lost", "missed", "ENDED 4");
        assertThat(server.requests().get(1).header("Last-event-id")).isEqualTo("p0-7");
    }

    @Test
    void commandsListsAndFetches() throws Exception {
        server.answer("POST " + BATCH + "/cancel", ContractServer.json(202, batch("OPEN", 1)));
        server.answer(
                "POST " + BATCH + "/retry",
                ContractServer.json(202, "{\"retried\":2,\"batch\":" + batch("OPEN", 1) + "}"));
        server.answer(
                "GET /v1/batches", ContractServer.json(200, "{\"items\":[" + batch("ENDED", 4) + "],\"next\":\"n\"}"));
        server.answer("GET " + BATCH + "/results.zip", ContractServer.bytes(200, "application/zip", new byte[] {1, 2}));
        server.answer("GET " + BATCH + "/contact-sheet", ContractServer.bytes(200, "image/jpeg", new byte[] {3}));

        assertThat(batches.cancel(BATCH_ID).state()).isEqualTo(BatchState.OPEN);
        assertThat(batches.retry(BATCH_ID).retried()).isEqualTo(2);
        assertThat(batches.list(1, "c").next()).isEqualTo("n");
        batches.downloadResults(BATCH_ID, temp.resolve("all.zip"));
        batches.downloadContactSheet(BATCH_ID, temp.resolve("all.jpg"));

        assertThat(temp.resolve("all.zip")).hasBinaryContent(new byte[] {1, 2});
        assertThat(temp.resolve("all.jpg")).hasBinaryContent(new byte[] {3});
        assertThat(server.requests().get(2).target()).isEqualTo("/v1/batches?limit=1&cursor=c");
        assertThatThrownBy(() -> batches.get("../keys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch id is a UUID but found '../keys'");
    }

    private static final class Words implements BatchEvent.Cases<String> {
        @Override
        public String counted(BatchEvent.Counted counted) {
            return counted.batch().state() + " " + counted.batch().counts().completed();
        }

        @Override
        public String happened(BatchEvent.Happened happened) {
            return happened.event().type() + " " + happened.event().id();
        }

        @Override
        public String missed(BatchEvent.Missed missed) {
            return "missed";
        }

        @Override
        public String disconnected(BatchEvent.Disconnected disconnected) {
            return "lost";
        }
    }
}
