package org.stylize.gateway;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;

/** Pictures of a finished job over HTTP: thumbnails, and HEAD for the result. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ThumbnailIT extends OnStackWithWorker {
    private static final byte[] PASTICHE = SamplePictures.png(1000, 750);

    @Test
    void thumbnailIsASmallJpegThatBrowsersKeep() throws IOException {
        String path = completed(PASTICHE);
        Api.Answer answer = api.get(path + "/thumbnail");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.body().length));
        assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(answer.body().length).isLessThan(PASTICHE.length / 2);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(240);
    }

    @Test
    void thumbnailThatTheCallerHasIsNotSentAgain() {
        String path = completed(PASTICHE);
        String tag = api.get(path + "/thumbnail").header("ETag");

        Api.Answer again = api.get(path + "/thumbnail", "If-None-Match", "\"other\", " + tag);

        assertThat(tag).matches("\"\\w+\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(tag);
        assertThat(again.header("Cache-Control")).contains("immutable");
        assertThat(again.body()).isEmpty();
        assertThat(api.get(path + "/thumbnail", "If-None-Match", "\"other\"").status())
                .isEqualTo(200);
    }

    @Test
    void headTellsWhatGetWouldSend() {
        String path = completed(PASTICHE);
        for (String picture : new String[] {"/thumbnail", "/result"}) {
            Api.Answer get = api.get(path + picture);
            Api.Answer head = api.send(api.request(path + picture).method("HEAD", noBody()));

            assertThat(head.status()).as(picture).isEqualTo(200);
            for (String header : new String[] {
                "Content-Type", "Content-Length", "Content-Encoding", "ETag", "Cache-Control", "Content-Disposition"
            }) {
                assertThat(head.header(header)).as(picture + " " + header).isEqualTo(get.header(header));
            }
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void missingThumbnailsAreTheSameProblemsAsMissingResults() {
        Api.Answer unknown = api.get("/v1/stylizations/0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e/thumbnail");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.problem()).isEqualTo("/problems/unknown-job");

        Api.Answer early = api.get(path(submit()) + "/thumbnail");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.problem()).isEqualTo("/problems/not-ready");
        assertThat(early.header("Content-Type")).startsWith("application/problem+json");

        JobId id = submit();
        worker.completed(id, worker.attempt(1), new ImageRef(stack.bucket(), "default/jobs/" + id + "/gone.png"));
        awaitState(id, "COMPLETED");
        Api.Answer gone = api.get(path(id) + "/thumbnail");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.problem()).isEqualTo("/problems/image-not-found");
    }

    @Test
    void damagedResultIsAProblemAndDoesNotHurtTheNextOne() {
        Api.Answer damaged = api.get(completed(Arrays.copyOf(PASTICHE, PASTICHE.length / 2)) + "/thumbnail");
        assertThat(damaged.status()).isEqualTo(422);
        assertThat(damaged.problem()).isEqualTo("/problems/image-unreadable");

        Api.Answer huge = api.get(completed(SamplePictures.pngHeader(30_000, 30_000)) + "/thumbnail");
        assertThat(huge.status()).isEqualTo(422);
        assertThat(huge.problem()).isEqualTo("/problems/image-too-large");

        assertThat(api.get(completed(PASTICHE) + "/thumbnail").status()).isEqualTo(200);
    }

    private String completed(byte[] pastiche) {
        JobId id = submit();
        worker.completed(id, worker.attempt(1), store.put("default/jobs/" + id + "/pastiche.png", pastiche));
        awaitState(id, "COMPLETED");
        return path(id);
    }
}
