package org.stylize.gateway;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.stylize.gateway.access.ApiKey;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.kafka.KafkaApiKeys;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.stack.StackProcess;

/** Keys and scopes, over the whole gateway. */
@QuarkusTest
@TestProfile(SecureProfile.class)
class AccessIT {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;
    KeyText firstKey;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(MDC.get("caller") + " " + MDC.get("tenant") + ": " + record.getMessage() + " "
                    + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Api api;
    private Api management;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        Logger.getLogger("").addHandler(listener);
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(listener);
    }

    @Test
    void aKeyIsMadeSeenUsedRotatedAndRevoked() {
        Api.Answer made = create("{\"name\":\"ci\",\"scopes\":[\"submit\",\"read\"],\"tenant\":\"acme\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String key = made.json().path("key").asText();
        String id = made.json().path("id").asText();
        assertThat(key).startsWith("sty_" + id + "_");
        assertThat(made.header("Location")).endsWith("/v1/keys/" + id);
        assertThat(made.json().path("createdBy").asText()).isEqualTo("key:" + firstKey.id());

        JsonNode me = as(key, "GET", "/v1/me").json();
        assertThat(me.path("tenant").asText()).isEqualTo("acme");
        assertThat(me.path("subject").asText()).isEqualTo("key:" + id);
        assertThat(me.path("scopes")).extracting(JsonNode::asText).containsExactly("read", "submit");
        assertThat(me.has("expiresAt")).isFalse();
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        admin("GET", "/v1/keys/" + id).json().has("lastUsedAt"))
                .isTrue());

        Api.Answer rotated = admin("POST", "/v1/keys/" + id + "/rotate");
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(201);
        String next = rotated.json().path("key").asText();
        assertThat(as(next, "GET", "/v1/me").status()).isEqualTo(200);
        assertThat(as(key, "GET", "/v1/me").status()).as("during the overlap").isEqualTo(200);
        assertThat(admin("GET", "/v1/keys/" + id).json().path("state").asText()).isEqualTo("active");
        assertThat(admin("GET", "/v1/keys/" + id).json().has("expiresAt")).isTrue();

        assertThat(admin("DELETE", "/v1/keys/" + id).status()).isEqualTo(204);
        assertThat(admin("DELETE", "/v1/keys/" + id).status()).as("again").isEqualTo(204);
        assertThat(as(key, "GET", "/v1/me").status()).as("at once").isEqualTo(401);
        assertThat(admin("GET", "/v1/keys/" + id).json().path("state").asText()).isEqualTo("revoked");
        assertThat(admin("POST", "/v1/keys/" + id + "/rotate").status()).isEqualTo(409);

        Api.Answer listed = admin("GET", "/v1/keys?tenant=acme");
        assertThat(listed.json().path("items"))
                .extracting(item -> item.path("id").asText())
                .contains(id);
        String nowhere = listed.text() + admin("GET", "/v1/keys/" + id).text() + String.join("\n", logged);
        assertThat(nowhere)
                .doesNotContain(key)
                .doesNotContain(key.substring(17))
                .doesNotContain(next.substring(17));
    }

    @Test
    void anOverlapOfNothingEndsTheOldKeyAtOnce() {
        JsonNode old = create("{\"name\":\"ci\",\"scopes\":[\"read\"]}").json();

        Api.Answer rotated = rotateWithoutOverlap(old);

        assertThat(rotated.status()).isEqualTo(201);
        await().atMost(ofSeconds(60))
                .until(() -> as(old.path("key").asText(), "GET", "/v1/me").status() == 401);
    }

    @Test
    void withoutAValidKeyEveryClosedOperationSaysSoWithAProblem() {
        JsonNode old = create("{\"name\":\"short\",\"scopes\":[\"read\"]}").json();
        String expired = old.path("key").asText();
        rotateWithoutOverlap(old);
        JsonNode revoked = create("{\"name\":\"gone\",\"scopes\":[\"read\"]}").json();
        admin("DELETE", "/v1/keys/" + revoked.path("id").asText());
        await().atMost(ofSeconds(60)).until(() -> as(expired, "GET", "/v1/me").status() == 401);
        List<ApiOperation> operations = ApiOperation.all(api);
        assertThat(operations).hasSizeGreaterThan(20);
        for (ApiOperation operation : operations) {
            if (operation.scopes() == null) {
                continue;
            }
            for (String method :
                    operation.method().equals("GET") ? List.of("GET", "HEAD") : List.of(operation.method())) {
                unauthenticated(send(method, operation.path()), method, operation, "no key", false);
                unauthenticated(as("sty_wrong", method, operation.path()), method, operation, "malformed", true);
                unauthenticated(
                        as("eyJhbGciOiJIUzI1NiJ9", method, operation.path()), method, operation, "malformed", true);
                for (String key : List.of(
                        KeyText.random(new SecureRandom()).reveal(),
                        expired,
                        revoked.path("key").asText())) {
                    unauthenticated(
                            as(key, method, operation.path()), method, operation, "unknown, expired or revoked", true);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void aKeyMayDoWhatTheDescriptionSaysAndNothingElse(Scope scope) {
        String key = create("{\"name\":\"one scope\",\"scopes\":[\"" + scope + "\"]}")
                .json()
                .path("key")
                .asText();
        Map<String, Integer> refused = new TreeMap<>();
        for (ApiOperation operation : ApiOperation.all(api)) {
            List<String> methods =
                    operation.method().equals("GET") ? List.of("GET", "HEAD") : List.of(operation.method());
            for (String method : methods) {
                Api.Answer answer = as(key, method, operation.path());
                boolean isAllowed = operation.scopes() == null
                        || operation.scopes().isEmpty()
                        || operation.scopes().contains(scope.toString());
                if (isAllowed) {
                    assertThat(answer.status())
                            .as(method + " " + operation.path())
                            .isNotIn(401, 403);
                } else {
                    refused.merge(operation.scopes().get(0), 1, Integer::sum);
                    assertThat(answer.status())
                            .as(method + " " + operation.path())
                            .isEqualTo(403);
                    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                    assertThat(answer.header("WWW-Authenticate"))
                            .isEqualTo("Bearer realm=\"stylize\", error=\"insufficient_scope\", scope=\""
                                    + operation.scopes().get(0) + "\"");
                    if (!method.equals("HEAD")) {
                        assertThat(answer.problem()).isEqualTo("/problems/forbidden");
                        assertThat(answer.json().path("detail").asText())
                                .contains(operation.scopes().get(0));
                    }
                }
            }
        }
        assertThat(refused).hasSize(Scope.values().length - 1).doesNotContainKey(scope.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/presets", "/problems/forbidden", "/openapi", "/api/", "/js/main.js"})
    void whatNeedsNoKeyIsOpenEvenWithAWrongOne(String path) {
        assertThat(api.get(path).status()).isEqualTo(200);
        assertThat(as(KeyText.random(new SecureRandom()).reveal(), "GET", path).status())
                .isEqualTo(200);
    }

    @Test
    void anAddressThatDoesNotExistIsClosedToo() {
        assertThat(api.get("/v1/nothing").status()).isEqualTo(401);
        assertThat(api.get("/v1/stylizations/").status()).isEqualTo(401);
        assertThat(admin("GET", "/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void aLargeBodyWithoutAKeyOrScopeIsRefusedAndNotStored() {
        byte[] picture = new byte[20 << 20];
        Api.Multipart body = new Api.Multipart().file("content", picture).file("style", picture);
        List<String> before = new TestStore(stack).keys("");

        Api.Answer nobody = api.post("/v1/stylizations", body);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.problem()).isEqualTo("/problems/unauthenticated");

        String reader = create("{\"name\":\"r\",\"scopes\":[\"read\"]}")
                .json()
                .path("key")
                .asText();
        Api.Answer notAllowed = api.post("/v1/stylizations", body, "Authorization", "Bearer " + reader);
        assertThat(notAllowed.status()).isEqualTo(403);
        assertThat(notAllowed.problem()).isEqualTo("/problems/forbidden");
        assertThat(new TestStore(stack).keys("")).as("what is stored").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scopes\":[\"read\"]} -> name",
                "{\"name\":\"a\"} -> scopes",
                "{\"name\":\"a\",\"scopes\":[]} -> scopes",
                "{\"name\":\"a\",\"scopes\":[\"read\",\"read\"]} -> scopes",
                "{\"name\":\"a\",\"scopes\":[\"write\"]} -> scopes",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"tenant\":\"A\"} -> tenant",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"} -> expiresAt",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"expiresAt\":\"soon\"} -> expiresAt",
                "{\"name\":\"a\",\"scopes\":[\"read\"],\"colour\":1} -> colour",
                "null -> body"
            })
    void aWrongKeyRequestNamesItsField(String example) {
        int arrow = example.indexOf(" -> ");

        Api.Answer answer = create(example.substring(0, arrow));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo(example.substring(arrow + 4));
    }

    @Test
    void anAdminOfATenantStaysInIt() {
        String admin = create("{\"name\":\"boss\",\"scopes\":[\"admin\"],\"tenant\":\"acme\"}")
                .json()
                .path("key")
                .asText();
        String foreign = create("{\"name\":\"other\",\"scopes\":[\"read\"],\"tenant\":\"globex\"}")
                .json()
                .path("id")
                .asText();

        assertThat(as(admin, "GET", "/v1/keys/" + foreign).problem()).isEqualTo("/problems/unknown-key");
        assertThat(as(admin, "DELETE", "/v1/keys/" + foreign).status()).isEqualTo(404);
        assertThat(as(admin, "GET", "/v1/keys?tenant=globex").status()).isEqualTo(403);
        assertThat(as(admin, "GET", "/v1/keys?tenant=*").header("WWW-Authenticate"))
                .contains("scope=\"operator\"");
        assertThat(as(admin, "GET", "/v1/keys").text()).contains("boss").doesNotContain("globex");
    }

    @Test
    void anotherGatewaySeesARevocation() {
        ApiKeys view = new ApiKeys();
        KafkaSettings kafka = new KafkaSettings(stack.bootstrapServers(), "another-gateway", Map.of());
        try (KafkaApiKeys other = new KafkaApiKeys(kafka, view, new JobCodec("/test"))) {
            JsonNode before =
                    create("{\"name\":\"before\",\"scopes\":[\"read\"]}").json();
            other.start();
            await().atMost(ofSeconds(60)).until(other::isCaughtUp);
            assertThat(view.find(before.path("id").asText()))
                    .as("read at the start")
                    .isPresent();

            admin("DELETE", "/v1/keys/" + before.path("id").asText());

            long answered = System.nanoTime();
            await().atMost(ofSeconds(60)).pollInterval(ofMillis(20)).untilAsserted(() -> assertThat(
                            view.find(before.path("id").asText())
                                    .orElseThrow()
                                    .state(Clock.systemUTC().instant()))
                    .isEqualTo(ApiKey.State.REVOKED));
            System.out.println("measured: another gateway saw the revocation "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answered) + " ms after the answer");
        }
    }

    @Test
    void aLineOfTheLogSaysWhoseRequestLedToIt() {
        String id = create("{\"name\":\"logged\",\"scopes\":[\"read\"]}")
                .json()
                .path("id")
                .asText();

        assertThat(logged)
                .filteredOn(line -> line.contains(id))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("key:" + firstKey.id() + " default: "));
    }

    @Test
    void refusalsAreCounted() {
        double before = refused("no-key");
        api.get("/v1/me");

        assertThat(refused("no-key")).isEqualTo(before + 1);
    }

    private double refused(String reason) {
        return management
                .get("/q/metrics", "Accept", "text/plain")
                .text()
                .lines()
                .filter(line -> line.startsWith("stylize_access_refused_total{") && line.contains("\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static void unauthenticated(
            Api.Answer answer, String method, ApiOperation operation, String detail, boolean isTokenWrong) {
        String what = method + " " + operation.path() + " with " + detail;
        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(answer.header("WWW-Authenticate"))
                .as(what)
                .isEqualTo("Bearer realm=\"stylize\"" + (isTokenWrong ? ", error=\"invalid_token\"" : ""));
        if (!method.equals("HEAD")) {
            assertThat(answer.problem()).as(what).isEqualTo("/problems/unauthenticated");
            assertThat(answer.json().path("detail").asText()).as(what).contains(detail);
        }
    }

    private Api.Answer rotateWithoutOverlap(JsonNode old) {
        return api.post(
                "/v1/keys/" + old.path("id").asText() + "/rotate",
                "{\"overlapSeconds\":0}",
                "Authorization",
                "Bearer " + firstKey.reveal());
    }

    private Api.Answer create(String json) {
        return api.post("/v1/keys", json, "Authorization", "Bearer " + firstKey.reveal());
    }

    private Api.Answer admin(String method, String path) {
        return as(firstKey.reveal(), method, path);
    }

    private Api.Answer as(String key, String method, String path) {
        return send(method, path, "Authorization", "Bearer " + key);
    }

    private Api.Answer send(String method, String path, String... headers) {
        return ApiOperation.send(api, method, path, headers);
    }
}
