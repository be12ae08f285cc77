package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;

/** Pictures that a tenant keeps, and jobs that name them. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ImageIT extends OnStackWithWorker {
    private static final String IMAGES = "/v1/images";

    @Test
    void aPictureIsKeptUnderItsHashAndShownAndFetchedAndDeleted() {
        byte[] picture = SamplePictures.jpeg(91, 60);
        Api.Answer created = upload(picture);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.json().path("id").asText();
        assertThat(id).isEqualTo(Sha256.of(picture));
        assertThat(created.header("Location")).endsWith(IMAGES + "/" + id);
        assertThat(created.json().path("object").asText()).isEqualTo("default/images/" + id);
        assertThat(created.json().path("format").asText()).isEqualTo("jpeg");
        assertThat(created.json().path("width").asInt()).isEqualTo(91);
        assertThat(created.json().path("bytes").asInt()).isEqualTo(picture.length);

        assertThat(upload(picture).json().path("id").asText()).as("the same").isEqualTo(id);
        assertThat(api.get(IMAGES + "/" + id).json().path("height").asInt()).isEqualTo(60);
        assertThat(listed()).contains(id);

        Api.Answer content = api.get(IMAGES + "/" + id + "/content");
        assertThat(content.body()).isEqualTo(picture);
        assertThat(content.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(content.header("Repr-Digest")).isEqualTo(digest(picture));
        assertThat(api.get(IMAGES + "/" + id + "/content", "If-None-Match", content.header("ETag"))
                        .status())
                .isEqualTo(304);
        Api.Answer thumbnail = api.get(IMAGES + "/" + id + "/thumbnail?size=160&format=webp");
        assertThat(thumbnail.header("Content-Type")).isEqualTo("image/webp");
        assertThat(new String(thumbnail.body(), 8, 4, US_ASCII)).isEqualTo("WEBP");
        assertThat(api.get(IMAGES + "/" + id + "/thumbnail?size=7")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("size");

        assertThat(api.delete(IMAGES + "/" + id).status()).isEqualTo(204);
        assertThat(api.get(IMAGES + "/" + id).problem()).isEqualTo("/problems/unknown-image");
        assertThat(listed()).doesNotContain(id);
    }

    @Test
    void aPictureThatAnOpenJobNeedsStays() {
        String content =
                upload(SamplePictures.png(80, 64)).json().path("object").asText();
        JsonNode style = upload(SamplePictures.png(72, 60)).json();
        Api.Answer job = api.post(
                "/v1/stylizations",
                "{\"content\": {\"object\": \"" + content + "\"}, \"styles\": [{\"object\": \""
                        + style.path("object").asText() + "\"}]}");
        assertThat(job.status()).as(job.text()).isEqualTo(202);
        String path = IMAGES + "/" + style.path("id").asText();
        Api.Answer refused = api.delete(path);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("/problems/not-possible");
        assertThat(api.post(job.header("Location").replaceFirst("^.*(/v1/)", "$1") + "/cancel")
                        .status())
                .isEqualTo(200);
        assertThat(api.delete(path).status()).isEqualTo(204);
    }

    @Test
    void whatIsWrongIsNamed() {
        byte[] picture = SamplePictures.png(33, 44);
        assertThat(upload(new byte[0]).status()).isEqualTo(400);
        assertThat(upload("no picture".getBytes(US_ASCII)).problem()).isEqualTo("/problems/image-unreadable");
        assertThat(upload(SamplePictures.png(4, 4)).problem()).isEqualTo("/problems/image-too-small");
        assertThat(upload(picture, "Repr-Digest", "sha-256=:x:")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("Repr-Digest");
        assertThat(upload(picture, "Repr-Digest", digest(SamplePictures.png(34, 44)))
                        .status())
                .isEqualTo(422);
        assertThat(upload(picture, "Repr-Digest", digest(picture)).status()).isEqualTo(201);
        assertThat(api.get(IMAGES + "/" + "0".repeat(64)).status()).isEqualTo(404);
        assertThat(api.get(IMAGES + "/..").status()).isEqualTo(404);
        assertThat(api.post(IMAGES, "{}").status()).as("JSON").isEqualTo(415);
    }

    private Api.Answer upload(byte[] picture, String... headers) {
        return api.send(api.request(IMAGES, headers)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture)));
    }

    private List<String> listed() {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(IMAGES + "?limit=2" + cursor).json();
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private static String digest(byte[] bytes) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(bytes))) + ":";
    }
}
