package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.base.Sha256;
import org.stylize.proto.JobId;

/** Pictures that a request names by address; {@link StackResource} allows those of 127.0.0.1. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class LinkIT extends OnStack {
    private static final byte[] PAINTING = SamplePictures.png(70, 50);

    private volatile byte[] photograph = SamplePictures.jpeg(80, 60);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getAllByName("127.0.0.1")[0], 0), 0);
        serve("/photograph.jpg", () -> photograph);
        serve("/painting.png", () -> PAINTING);
        serve("/letter.png", () -> "Dear sir, this is not a picture.".getBytes(UTF_8));
        server.start();
    }

    @AfterEach
    void stopServing() {
        server.stop(0);
    }

    @Test
    void aPictureMayBeNamedByItsAddress() {
        Api.Answer answer = api.post("/v1/stylizations", request("/photograph.jpg"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String uploads = "default/uploads/" + answer.json().path("id").asText() + "/";
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(store.keys(uploads))
                .containsExactlyInAnyOrder(
                        uploads + "content-" + Sha256.of(photograph), uploads + "style-0-" + Sha256.of(PAINTING)));
    }

    @Test
    void aRepeatedRequestIsTheSameJobAsLongAsThePictureIsTheSame() {
        String path = "/v1/stylizations/" + JobId.random();
        assertThat(api.put(path, request("/photograph.jpg")).status()).isEqualTo(202);
        assertThat(api.put(path, request("/photograph.jpg")).status()).isEqualTo(202);

        photograph = SamplePictures.jpeg(82, 60);

        Api.Answer changed = api.put(path, request("/photograph.jpg"));
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.problem()).endsWith("/conflicting-job");
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing.jpg, link-not-fetched, 127.0.0.1 answered with status 404",
        "/letter.png, image-unreadable, but found a text file",
        "http://127.0.0.2:1/photograph.jpg, link-not-allowed, 127.0.0.2 is not a host of the public internet",
        "http://169.254.169.254/latest, link-not-allowed, 169.254.169.254 is not a host of the public internet",
        "file:///etc/passwd, link-not-allowed, an address must begin with https://",
    })
    void aPictureThatCannotBeHadIsNamed(String address, String type, String detail) {
        Api.Answer answer = api.post("/v1/stylizations", request(address));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.problem()).endsWith("/" + type);
        assertThat(answer.json().path("field").asText()).isEqualTo("content");
        assertThat(answer.json().path("detail").asText()).contains(detail);
    }

    private String request(String content) {
        String recipe = "\"preset\": \"d2l\", \"overrides\": {\"steps\": 1, \"longSidePixels\": 64}";
        return "{\"content\": {\"url\": \"" + address(content) + "\"}, \"styles\": [{\"url\": \""
                + address("/painting.png") + "\"}], " + recipe + "}";
    }

    private String address(String path) {
        return path.startsWith("/") ? "http://127.0.0.1:" + server.getAddress().getPort() + path : path;
    }

    private void serve(String path, Supplier<byte[]> body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.get();
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
