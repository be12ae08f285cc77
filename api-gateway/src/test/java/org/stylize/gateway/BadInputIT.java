package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.proto.JobId;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;

/** Every wrong request is answered with a problem that says what is wrong, and creates no job. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BadInputIT extends OnStack {
    private static final String JOBS = "/v1/stylizations";
    private static final byte[] STYLE = SamplePictures.png(64, 64);
    private static final int HUNDRED_MEGABYTES = 100_000_000;

    @Test
    void aFileThatIsNotAPictureIsUnreadable() {
        assertProblem(upload("this is a text".getBytes(US_ASCII)), 422, "image-unreadable", "content");
    }

    @Test
    void aStyleThatIsNotAPictureIsUnreadable() {
        Api.Answer answer =
                api.post(JOBS, new Api.Multipart().file("content", STYLE).file("style", "text".getBytes(US_ASCII)));
        assertProblem(answer, 422, "image-unreadable", "style");
    }

    @Test
    void aJpegThatEndsInItsHeaderIsUnreadable() {
        assertProblem(upload(Arrays.copyOf(SamplePictures.jpeg(90, 60), 100)), 422, "image-unreadable", "content");
    }

    @Test
    void aPictureOfOnePixelIsTooSmall() {
        assertProblem(upload(SamplePictures.png(1, 1)), 422, "image-too-small", "content");
    }

    @Test
    void aHeaderOf20000By20000PixelsIsTooLarge() {
        Api.Answer answer = upload(SamplePictures.pngHeader(20_000, 20_000));
        assertProblem(answer, 422, "image-too-large", "content");
        assertThat(answer.json().path("detail").asText()).contains("20000", "100000000");
    }

    @Test
    void objectsAreCheckedLikeUploads() {
        store.put("default/bad/text.jpg", "this is a text".getBytes(US_ASCII));
        store.put("default/bad/huge.png", SamplePictures.pngHeader(20_000, 20_000));
        store.put("default/bad/one.png", SamplePictures.png(1, 1));
        store.put("default/in/wave.png", STYLE);
        assertProblem(objects("default/bad/text.jpg"), 422, "image-unreadable", "content");
        assertProblem(objects("default/bad/huge.png"), 422, "image-too-large", "content");
        assertProblem(objects("default/bad/one.png"), 422, "image-too-small", "content");
    }

    @Test
    void aMissingObjectIsNotFound() {
        store.put("default/in/wave.png", STYLE);
        Api.Answer answer = objects("default/in/nothing.jpg");
        assertProblem(answer, 422, "image-not-found", "content");
        assertThat(answer.json().path("detail").asText()).contains("default/in/nothing.jpg");
        store.put("default/in/photo.jpg", STYLE);
        Api.Answer style = api.post(
                JOBS,
                "{\"content\": {\"object\": \"default/in/photo.jpg\"},"
                        + " \"styles\": [{\"object\": \"default/in/wave.png\"}, {\"object\": \"default/in/nothing.png\"}]}");
        assertProblem(style, 422, "image-not-found", "styles[1]");
    }

    @Test
    void anotherBucketIsNotAllowed() {
        Api.Answer answer = api.post(
                JOBS,
                "{\"content\": {\"object\": \"a.jpg\", \"bucket\": \"private\"}, \"styles\": [{\"object\": \"b.jpg\"}]}");
        assertProblem(answer, 422, "bucket-not-allowed", "content");
    }

    @Test
    void anObjectOfSomebodyElseIsNotAllowed() {
        store.put("acme/photo.jpg", STYLE);
        for (String key : List.of("acme/photo.jpg", "photo.jpg", "default", "default-2/photo.jpg", "cache/styles/x")) {
            Api.Answer answer = objects(key);
            assertProblem(answer, 422, "object-not-allowed", "content");
            assertThat(answer.json().path("detail").asText())
                    .contains("default/")
                    .contains(key);
        }
    }

    @Test
    void anUnknownPresetIsAnInvalidRecipe() {
        assertProblem(request("{\"preset\": \"d2i\"}"), 400, "invalid-recipe", "preset");
    }

    @Test
    void aNegativeWeightIsAnInvalidRecipe() {
        assertProblem(request("{\"overrides\": {\"styleWeight\": -1}}"), 400, "invalid-recipe", "styleWeight");
    }

    @Test
    void anUnknownOverrideIsAnInvalidRecipe() {
        assertProblem(request("{\"overrides\": {\"colour\": 1}}"), 400, "invalid-recipe", "colour");
    }

    @Test
    void aRecipeThatStartsFromAPictureNeedsAStartPicture() {
        String recipe =
                RecipeJson.write(Presets.named("d2l")).replace("\"start\":\"content\"", "\"start\":\"picture\"");
        assertProblem(request("{\"recipe\": " + recipe + "}"), 400, "invalid-recipe", "start");
    }

    @Test
    void aStartPictureNeedsARecipeThatStartsFromIt() {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart().file("content", STYLE).file("style", STYLE).file("start", STYLE));
        assertProblem(answer, 400, "invalid-recipe", "start");
    }

    @Test
    void aMaskThatIsNotAPictureIsUnreadable() {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart()
                        .file("content", STYLE)
                        .file("style.sky", STYLE)
                        .file("mask.sky", "text".getBytes(US_ASCII)));
        assertProblem(answer, 422, "image-unreadable", "mask.sky");
    }

    @Test
    void aMaskWithoutItsStyleIsInvalid() {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart().file("content", STYLE).file("style", STYLE).file("mask.sky", STYLE));
        assertProblem(answer, 400, "invalid-job", "mask.sky");
    }

    @Test
    void aNegativeShareIsInvalid() {
        Api.Answer answer =
                api.post(JOBS, "{\"content\": {\"object\": \"a\"}, \"styles\": [{\"object\": \"b\", \"share\": -1}]}");
        assertProblem(answer, 400, "invalid-job", "styles[0].share");
    }

    @Test
    void presetAndRecipeTogetherAreInvalid() {
        assertProblem(request("{\"preset\": \"d2l\", \"recipe\": {}}"), 400, "invalid-job", "recipe");
    }

    @Test
    void anUnknownFieldIsInvalid() {
        assertProblem(request("{\"mood\": \"happy\"}"), 400, "invalid-job", "mood");
    }

    @Test
    void brokenJsonIsInvalid() {
        assertProblem(request("{\"preset\": "), 400, "invalid-job", "body");
        assertProblem(api.post(JOBS, "[1, 2"), 400, "invalid-job", "body");
        assertProblem(api.post(JOBS, "null"), 400, "invalid-job", "body");
    }

    @Test
    void anEmptyBodyIsInvalid() {
        assertProblem(api.post(JOBS, ""), 400, "invalid-job", "body");
        assertProblem(api.send(api.request(JOBS).POST(BodyPublishers.noBody())), 400, "invalid-job", "body");
        assertThat(api.post(JOBS, new Api.Multipart()).status()).isEqualTo(400);
    }

    @Test
    void aMissingPictureIsInvalid() {
        assertProblem(api.post(JOBS, new Api.Multipart().file("style", STYLE)), 400, "invalid-job", "content");
        assertProblem(api.post(JOBS, new Api.Multipart().file("content", STYLE)), 400, "invalid-job", "style");
        assertProblem(api.post(JOBS, "{\"content\": {\"object\": \"a\"}}"), 400, "invalid-job", "styles");
    }

    @Test
    void anUnknownPartIsInvalid() {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart().file("content", STYLE).file("style", STYLE).file("third", STYLE));
        assertProblem(answer, 400, "invalid-job", "third");
    }

    @Test
    void aMultipartBodyWithoutItsBoundaryIsInvalid() {
        Api.Answer answer = api.send(api.request(JOBS, "Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("no boundary in here")));
        assertProblem(answer, 400, "invalid-job", "body");
    }

    @Test
    void anotherMediaTypeIsNotSupported() {
        Api.Answer answer =
                api.send(api.request(JOBS, "Content-Type", "text/plain").POST(BodyPublishers.ofString("paint this")));
        assertProblem(answer, 415, "unsupported-media-type", "Content-Type");
    }

    @Test
    void anIdThatIsNotAUuidInLowerCaseIsInvalid() {
        assertProblem(api.put(JOBS + "/7", "{}"), 400, "invalid-job", "id");
        assertProblem(api.put(JOBS + "/F47AC10B-58CC-4372-A567-0E02B2C3D479", "{}"), 400, "invalid-job", "id");
    }

    @Test
    void anUnknownJobIsNotFound() {
        String unknown = JOBS + "/" + JobId.random();
        assertProblem(api.get(unknown), 404, "unknown-job", "");
        assertProblem(api.get(unknown + "/result"), 404, "unknown-job", "");
        assertProblem(api.get(unknown + "/preview"), 404, "unknown-job", "");
        assertProblem(api.get(unknown + "/events", "Accept", "text/event-stream"), 404, "unknown-job", "");
        assertProblem(api.get(JOBS + "/not-an-id"), 404, "unknown-job", "");
    }

    @Test
    void aPictureOf100MegabytesIsRefused() {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart().file("content", new byte[HUNDRED_MEGABYTES]).file("style", STYLE));
        assertProblem(answer, 413, "body-too-large", "content");
        assertThat(answer.json().path("detail").asText()).contains("67108864");
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsSent() throws IOException {
        String head =
                "POST " + JOBS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                        + "Content-Length: 2000000000\r\n\r\n";
        assertThat(answerTo(head)).startsWith("HTTP/1.1 413").contains("body-too-large");
        String json = "POST " + JOBS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100000000\r\n\r\n";
        assertThat(answerTo(json)).startsWith("HTTP/1.1 413").contains("body-too-large");
    }

    @Test
    void aBodyOverTheLimitWithoutContentLengthIsRefused() {
        Api.Answer json = api.send(api.request(JOBS, "Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[1_000_000]))));
        assertProblem(json, 413, "body-too-large", "");
    }

    @Test
    void anUnsupportedMethodIsAnsweredWithTheAllowedOnes() {
        Api.Answer answer = api.send(api.request(JOBS).DELETE());
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
        assertThat(answer.problem()).isEqualTo("about:blank");
    }

    @Test
    void anUnavailableMediaTypeIsNotAcceptable() {
        Api.Answer answer = api.get(JOBS, "Accept", "text/html");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void wrongListParametersAreNamed() {
        assertProblem(api.get(JOBS + "?limit=0"), 400, "invalid-job", "limit");
        assertProblem(api.get(JOBS + "?limit=many"), 400, "invalid-job", "limit");
        assertProblem(api.get(JOBS + "?cursor=zz"), 400, "invalid-job", "cursor");
        assertProblem(api.get(JOBS + "?state=lost"), 400, "invalid-job", "state");
    }

    @Test
    void anIdempotencyKeyHasALimit() {
        Api.Answer answer = api.post(JOBS, "{}", "Idempotency-Key", "k".repeat(256));
        assertThat(answer.status()).isEqualTo(400);
    }

    private Api.Answer upload(byte[] content) {
        return api.post(JOBS, new Api.Multipart().file("content", content).file("style", STYLE));
    }

    private Api.Answer request(String json) {
        return api.post(
                JOBS,
                new Api.Multipart().file("content", STYLE).file("style", STYLE).json("request", json));
    }

    private Api.Answer objects(String content) {
        return api.post(
                JOBS,
                "{\"content\": {\"object\": \"" + content
                        + "\"}, \"styles\": [{\"object\": \"default/in/wave.png\"}]}");
    }

    private String answerTo(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(US_ASCII));
            out.flush();
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            StringBuilder text = new StringBuilder(new String(answer, 0, Math.max(0, length), US_ASCII));
            while (!text.toString().contains("}")) {
                length = socket.getInputStream().read(answer);
                text.append(new String(answer, 0, Math.max(0, length), US_ASCII));
            }
            return text.toString();
        }
    }

    private static void assertProblem(Api.Answer answer, int status, String slug, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.problem()).isEqualTo("/problems/" + slug);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotEmpty();
        assertThat(answer.json().path("detail").asText()).isNotEmpty();
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
    }
}
