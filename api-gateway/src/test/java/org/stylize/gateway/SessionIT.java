package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.base.Sha256;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.access.Sessions;
import org.stylize.gateway.kafka.KafkaSessions;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.stack.StackProcess;

/** Logins at the page with a key, over the whole gateway. */
@QuarkusTest
@TestProfile(SecureProfile.class)
class SessionIT {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;
    KeyText firstKey;

    private Api api;
    private Api management;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
    }

    @Test
    void aLoginWithAKeySetsACookieThatNoScriptReadsAndHasNoKey() {
        String key = key("read");

        Api.Answer answer = login(key);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("name").asText()).isEqualTo("page");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Set-Cookie"))
                .matches("stylize-session=[0-9A-Za-z_-]{43}; Path=/; Max-Age=43[12]\\d\\d; HttpOnly; SameSite=Strict")
                .doesNotContain(key.substring(4, 30));

        JsonNode session = api.get("/v1/session", "Cookie", cookie(answer)).json();
        assertThat(session.path("needed").asBoolean()).isTrue();
        assertThat(session.at("/caller/tenant").asText()).isEqualTo("default");
        assertThat(session.at("/caller/scopes")).extracting(JsonNode::asText).containsExactly("read");
        assertThat(session.has("login")).as("there is no issuer").isFalse();
        assertThat(api.get("/v1/session").json().has("caller")).as("nobody").isFalse();
    }

    @Test
    void aLogoutEndsTheSessionForAllWhoHaveTheCookie() {
        String cookie = cookie(login(key("read")));
        assertThat(api.get("/v1/me", "Cookie", cookie).status()).isEqualTo(200);

        Api.Answer out = ApiOperation.send(api, "DELETE", "/v1/session", "Cookie", cookie);

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("stylize-session=;").contains("Max-Age=0");
        Api.Answer after = api.get("/v1/me", "Cookie", cookie);
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.problem()).isEqualTo("/problems/unauthenticated");
        assertThat(after.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(ApiOperation.send(api, "DELETE", "/v1/session").status()).isEqualTo(204);
    }

    @Test
    void anotherLoginInTheSameBrowserEndsTheFirst() {
        String key = key("read");
        String first = cookie(login(key));

        String second = cookie(api.post("/v1/session", "{\"key\":\"" + key + "\"}", "Cookie", first));

        assertThat(api.get("/v1/me", "Cookie", first).status()).isEqualTo(401);
        assertThat(api.get("/v1/me", "Cookie", second).status()).isEqualTo(200);
        assertThat(api.post("/v1/session", "{\"key\":\"sty_wrong\"}", "Cookie", second)
                        .status())
                .isEqualTo(401);
        assertThat(api.get("/v1/me", "Cookie", second).status())
                .as("a login that failed ends nothing")
                .isEqualTo(200);
    }

    @Test
    void aRevokedKeyEndsItsSessions() {
        Api.Answer made = create("read");
        String cookie = cookie(login(made.json().path("key").asText()));
        assertThat(api.get("/v1/me", "Cookie", cookie).status()).isEqualTo(200);

        ApiOperation.send(api, "DELETE", "/v1/keys/" + made.json().path("id").asText(), bearer());

        assertThat(api.get("/v1/me", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void theKeyOfTheConfigurationMayLogInToo() {
        String cookie = cookie(login(firstKey.reveal()));

        assertThat(api.get("/v1/me", "Cookie", cookie).json().path("name").asText())
                .isEqualTo("first key");
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void aSessionMayDoWhatItsKeyMay(Scope scope) {
        String cookie = cookie(login(key(scope.toString())));
        for (ApiOperation operation : ApiOperation.all(api)) {
            for (String method : operation.methods()) {
                if (operation.path().equals("/v1/session")) {
                    continue; // would end it
                }
                int status = ApiOperation.send(api, method, operation.path(), "Cookie", cookie)
                        .status();
                if (operation.isAllowedWith(scope.toString())) {
                    assertThat(status).as(method + " " + operation.path()).isNotIn(401, 403);
                } else {
                    assertThat(status).as(method + " " + operation.path()).isEqualTo(403);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: http://evil.example",
                "Origin: null"
            })
    void anotherSiteCannotChangeAnythingWithASession(String header) {
        String cookie = cookie(login(key("submit")));
        String[] foreign = header.split(": ", 2);

        for (ApiOperation operation : ApiOperation.all(api)) {
            if (operation.method().equals("GET")) {
                continue;
            }
            Api.Answer answer = ApiOperation.send(
                    api, operation.method(), operation.path(), "Cookie", cookie, foreign[0], foreign[1]);
            assertThat(answer.status()).as(operation.toString()).isEqualTo(403);
            assertThat(answer.problem()).as(operation.toString()).isEqualTo("/problems/forbidden");
            assertThat(answer.json().path("detail").asText()).contains("another site");
        }
        assertThat(api.get("/v1/me", "Cookie", cookie).status())
                .as("still there")
                .isEqualTo(200);
    }

    @Test
    void theOwnPageAndProgramsMay() {
        String cookie = cookie(login(key("submit")));
        for (String[] own : new String[][] {
            {"Sec-Fetch-Site", "same-origin"},
            {"Sec-Fetch-Site", "none"},
            {"Origin", "http://127.0.0.1:" + base.getPort()},
            {"Accept", "*/*"}
        }) {
            assertThat(ApiOperation.send(api, "POST", "/v1/stylizations", "Cookie", cookie, own[0], own[1])
                            .status())
                    .as(own[0] + " " + own[1])
                    .isEqualTo(400);
        }
        assertThat(ApiOperation.send(
                                api,
                                "POST",
                                "/v1/stylizations",
                                "Authorization",
                                "Bearer " + key("submit"),
                                "Origin",
                                "https://elsewhere.example")
                        .status())
                .as("a key is not what a browser adds of itself")
                .isEqualTo(400);
    }

    @Test
    void anotherSiteCannotLogAnybodyIn() {
        Api.Answer answer =
                api.post("/v1/session", "{\"key\":\"" + key("read") + "\"}", "Sec-Fetch-Site", "cross-site");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aWrongKeyIsNoLogin() {
        for (String wrong :
                new String[] {"sty_wrong", KeyText.random(new SecureRandom()).reveal()}) {
            Api.Answer answer = login(wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("/problems/unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"stylize\"");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        for (String wrong : new String[] {"{}", "{\"key\":\" \"}", "{\"key\":7,\"x\":1}", "null", "[]", "{"}) {
            assertThat(api.post("/v1/session", wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "a=b"})
    void aCookieThatNobodyMadeIsNoSession(String value) {
        assertThat(api.get("/v1/me", "Cookie", "stylize-session=" + value).status())
                .isEqualTo(401);
        assertThat(api.get("/v1/presets", "Cookie", "stylize-session=" + value).status())
                .isEqualTo(200);
    }

    @Test
    void anotherGatewayKnowsTheSessionAndItsEnd() {
        Sessions view = new Sessions();
        KafkaSettings kafka = new KafkaSettings(stack.bootstrapServers(), "another-gateway", Map.of());
        String cookie = cookie(login(key("read")));
        try (KafkaSessions other = new KafkaSessions(kafka, view, new JobCodec("/test"))) {
            other.start();
            await().atMost(ofSeconds(60)).until(other::isCaughtUp);
            String value = cookie.substring(cookie.indexOf('=') + 1);
            String sha256 = Sha256.of(value.getBytes(US_ASCII));
            assertThat(view.find(sha256)).as("read at the start").isPresent();

            ApiOperation.send(api, "DELETE", "/v1/session", "Cookie", cookie);

            await().atMost(ofSeconds(60)).until(() -> view.find(sha256).isEmpty());
        }
    }

    @Test
    void loginsAndKeysAreAudited() {
        try (AuditTopic audit = new AuditTopic(stack.bootstrapServers())) {
            Api.Answer made = create("admin");
            String id = made.json().path("id").asText();
            String key = made.json().path("key").asText();
            String cookie = cookie(login(key));
            ApiOperation.send(api, "DELETE", "/v1/session", "Cookie", cookie);
            login("sty_wrong");
            ApiOperation.send(api, "DELETE", "/v1/keys/" + id, bearer());

            await().atMost(ofSeconds(60)).untilAsserted(() -> {
                assertThat(audit.of("key:" + id))
                        .extracting(event -> event.what().getClass().getSimpleName())
                        .containsExactly("KeyUsed", "LoggedIn", "LoggedOut");
                assertThat(audit.of("key:" + firstKey.id()))
                        .extracting(AuditEvent::what)
                        .contains(new AuditEvent.KeyRevoked(id))
                        .anyMatch(what -> what instanceof AuditEvent.KeyMade keyMade
                                && keyMade.keyId().equals(id));
                assertThat(audit.of(AuditEvent.UNKNOWN))
                        .anyMatch(event -> event.what() instanceof AuditEvent.LoginFailed failed
                                && failed.reason().equals("malformed")
                                && event.address().equals("127.0.0.1"));
            });
            assertThat(audit.bytes()).doesNotContain(key.substring(17)).doesNotContain(cookie.substring(16));
        }
    }

    private Api.Answer login(String key) {
        return api.post("/v1/session", "{\"key\":\"" + key + "\"}");
    }

    private String key(String scope) {
        return create(scope).json().path("key").asText();
    }

    private Api.Answer create(String scope) {
        return api.post("/v1/keys", "{\"name\":\"page\",\"scopes\":[\"" + scope + "\"]}", bearer());
    }

    private String[] bearer() {
        return new String[] {"Authorization", "Bearer " + firstKey.reveal()};
    }

    private static String cookie(Api.Answer answer) {
        String cookie = answer.header("Set-Cookie");
        assertThat(cookie).as(answer.text()).contains(";");
        return cookie.substring(0, cookie.indexOf(';'));
    }
}
