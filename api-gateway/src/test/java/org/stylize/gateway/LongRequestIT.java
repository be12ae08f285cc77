package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.transfer.Transfers;

/** What lasts needs a caller: a stream of events ends with what he has shown, and nobody reads the bodies of strangers. */
@QuarkusTest
@TestProfile(SecureProfile.class)
class LongRequestIT {
    private static final String JOBS = "/v1/stylizations";

    @TestHTTPResource("/")
    URI base;

    @Inject
    Transfers transfers;

    KeyText firstKey;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        await().atMost(ofSeconds(60))
                .until(() -> api.get("/v1/keys", bearer(firstKey.reveal())).status() == 200);
    }

    @Test
    void itEndsWithItsKey() {
        Api.Answer made =
                api.post("/v1/keys", "{\"name\":\"reader\",\"scopes\":[\"read\"]}", bearer(firstKey.reveal()));
        String events = JOBS + "/" + submitted() + "/events";
        try (EventStream stream = EventStream.open(
                        api, events, bearer(made.json().path("key").asText()));
                EventStream other = EventStream.open(api, events, bearer(firstKey.reveal()))) {
            await().atMost(ofSeconds(60)).until(() -> stream.names().contains("snapshot"));

            Api.Answer revoked = ApiOperation.send(
                    api, "DELETE", "/v1/keys/" + made.json().path("id").asText(), bearer(firstKey.reveal()));

            assertThat(revoked.status()).as(revoked.text()).isBetween(200, 204);
            await().atMost(ofSeconds(60)).until(stream::isEnded);
            assertThat(other.isEnded()).as("that of another key").isFalse();
        }
    }

    @Test
    void itEndsWithItsSession() {
        Api.Answer login = api.post("/v1/session", "{\"key\":\"" + firstKey.reveal() + "\"}");
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        try (EventStream stream = EventStream.open(api, JOBS + "/" + submitted() + "/events", "Cookie", cookie)) {
            await().atMost(ofSeconds(60)).until(() -> stream.names().contains("snapshot"));

            assertThat(ApiOperation.send(api, "DELETE", "/v1/session", "Cookie", cookie)
                            .status())
                    .isEqualTo(204);

            await().atMost(ofSeconds(60)).until(stream::isEnded);
        }
    }

    @Test
    void theBodyOfAStrangerIsNotRead() throws Exception {
        for (String path : List.of("/", "/x", "/openapi", "/v1/session", JOBS, "/v1/keys")) {
            try (SlowClient stranger = SlowClient.inUpload(base.getPort(), path, 100_000_000)) {
                assertThat(stranger.status()).as(path).matches("HTTP/1.1 (200|401|404|405|415)");
                assertThat(transfers.open(Transfers.Kind.UPLOAD)).as(path).isZero();
            }
        }
    }

    private String submitted() {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart()
                        .file("content", SamplePictures.jpeg(80, 60))
                        .file("style", SamplePictures.png(70, 50)),
                bearer(firstKey.reveal()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asText();
    }

    private static String[] bearer(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }
}
