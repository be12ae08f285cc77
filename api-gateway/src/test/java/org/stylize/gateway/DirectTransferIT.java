package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobId;

/** Pictures that go between callers and the store itself, by forms and addresses that a gateway signs. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DirectTransferIT extends OnStackWithWorker {
    private static final String UPLOADS = "/v1/uploads";
    private static final String JPEG = "image/jpeg";

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void aPictureThatWasPostedToTheStoreIsKept() throws Exception {
        byte[] picture = SamplePictures.jpeg(101, 67);
        JsonNode upload = begin();
        assertThat(post(upload, picture).statusCode()).isBetween(200, 299);

        Api.Answer kept = complete(upload, "{\"sha256\": \"" + Sha256.of(picture) + "\"}");

        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        String id = kept.json().path("id").asText();
        assertThat(id).isEqualTo(Sha256.of(picture));
        assertThat(kept.header("Location")).endsWith("/v1/images/" + id);
        assertThat(kept.json().path("width").asInt()).isEqualTo(101);
        assertThat(api.get("/v1/images/" + id + "/content").body()).isEqualTo(picture);
        Api.Answer again = complete(upload, "{\"sha256\": \"" + Sha256.of(picture) + "\"}");
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(kept.json());
        assertThat(complete(upload, "{}").problem()).isEqualTo("/problems/not-ready");
    }

    @Test
    void anotherPictureThanWasSaidIsRefused() throws Exception {
        JsonNode upload = begin();
        assertThat(post(upload, SamplePictures.jpeg(102, 67)).statusCode()).isBetween(200, 299);

        Api.Answer refused = complete(upload, "{\"sha256\": \"" + "0".repeat(64) + "\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").asText()).contains("SHA-256");
        assertThat(complete(upload, "{}").status()).isEqualTo(201);
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        JsonNode upload = begin();
        assertThat(post(upload, "no picture".getBytes(UTF_8)).statusCode()).isBetween(200, 299);

        assertThat(complete(upload, "{}").problem()).isEqualTo("/problems/image-unreadable");
    }

    @Test
    void theStoreTakesNothingElse() throws Exception {
        JsonNode upload = begin();
        Map<String, String> fields = fields(upload);
        fields.put("key", "default/images/" + "0".repeat(64));
        assertThat(post(upload.path("url").asText(), fields, SamplePictures.jpeg(40, 40))
                        .statusCode())
                .isBetween(400, 499);

        fields = fields(upload);
        fields.remove("x-amz-signature");
        assertThat(post(upload.path("url").asText(), fields, SamplePictures.jpeg(40, 40))
                        .statusCode())
                .isBetween(400, 499);
        assertThat(complete(upload, "{}").problem()).isEqualTo("/problems/not-ready");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(api.post(UPLOADS, "{\"mediaType\": \"text/html\"}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("mediaType");
        assertThat(api.post(UPLOADS, "{}").status()).isEqualTo(400);
        assertThat(api.post(UPLOADS + "/" + JobId.random() + "/completion", "{}")
                        .status())
                .isEqualTo(409);
        assertThat(api.post(UPLOADS + "/x/completion", "{}").status()).isEqualTo(404);
        assertThat(api.post(UPLOADS + "/" + JobId.random() + "/completion", "{\"sha256\": \"x\"}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("sha256");
    }

    @Test
    void theStoreGivesAResultToWhoeverHasItsAddress() throws Exception {
        byte[] pastiche = SamplePictures.png(64, 48);
        JobId id = completed(
                pastiche,
                "{\"manifest\": 1, \"losses\": {\"steps\": [1, 2], \"content\": [3.5, 2.5], \"style\": [2, 1],"
                        + " \"totalVariation\": [0.5, 0.25], \"total\": [6.0, 3.75]}}");

        Api.Answer link = api.get("/v1/stylizations/" + id + "/result/link");

        assertThat(link.status()).as(link.text()).isEqualTo(200);
        assertThat(link.header("Cache-Control")).isEqualTo("no-store");
        assertThat(link.json().path("expiresAt").asText()).endsWith("Z");
        HttpResponse<byte[]> answer = browser.send(
                HttpRequest.newBuilder(URI.create(link.json().path("url").asText()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(pastiche);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains(id + ".png");

        JsonNode losses = api.get("/v1/stylizations/" + id + "/losses").json();
        assertThat(losses.path("steps")).hasSize(2);
        assertThat(losses.path("total").get(1).asDouble()).isEqualTo(3.75);
    }

    @Test
    void aManifestOfAnEarlierReleaseHasNoLosses() {
        JobId id = completed(SamplePictures.png(64, 48), "{\"manifest\": 1}");

        assertThat(api.get("/v1/stylizations/" + id + "/losses").json().path("steps"))
                .isEmpty();
    }

    @Test
    void aJobWithoutAResultHasNeither() {
        JobId id = submit();

        assertThat(api.get("/v1/stylizations/" + id + "/result/link").status()).isEqualTo(409);
        assertThat(api.get("/v1/stylizations/" + id + "/losses").status()).isEqualTo(409);
    }

    private JobId completed(byte[] pastiche, String manifest) {
        JobId id = submit();
        awaitState(id, "QUEUED");
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        worker.completed(
                id,
                attempt,
                store.put("default/jobs/" + id + "/pastiche.png", pastiche),
                store.put("default/jobs/" + id + "/manifest.json", manifest.getBytes(UTF_8)));
        awaitState(id, "COMPLETED");
        return id;
    }

    private JsonNode begin() {
        Api.Answer answer = api.post(UPLOADS, "{\"mediaType\": \"" + JPEG + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json();
    }

    private Api.Answer complete(JsonNode upload, String body) {
        return api.post(upload.path("links").path("completion").asText(), body);
    }

    private static Map<String, String> fields(JsonNode upload) {
        Map<String, String> fields = new TreeMap<>();
        upload.path("fields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    private HttpResponse<String> post(JsonNode upload, byte[] picture) throws Exception {
        return post(upload.path("url").asText(), fields(upload), picture);
    }

    /** As a browser does. */
    private HttpResponse<String> post(String url, Map<String, String> fields, byte[] picture) throws Exception {
        String boundary = "----a-browser";
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            form.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n")
                    .getBytes(UTF_8));
        }
        form.write(("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: "
                        + JPEG + "\r\n\r\n")
                .getBytes(UTF_8));
        form.write(picture);
        form.write(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return browser.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
