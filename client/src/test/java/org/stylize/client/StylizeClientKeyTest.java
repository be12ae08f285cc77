package org.stylize.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.KEY;
import static org.stylize.client.Samples.KEYS;
import static org.stylize.client.Samples.KEY_ID;
import static org.stylize.client.Samples.event;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of a client: where it goes, and where it does not; and the keys that it makes. */
class StylizeClientKeyTest {
    private static final String BEARER = "Bearer " + KEY;

    private final ContractServer server = ContractServer.start();
    private final ContractServer other = ContractServer.start(); // on another port, so of another origin
    private final StylizeClient client = new StylizeClient(server.uri()).withKey(ApiKey.of(KEY));

    @TempDir
    Path temp;

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Test
    void everyRequestHasTheKey() throws Exception {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
        server.answer("GET " + JOB + "/events", ContractServer.events(event(4, "completed", "")));
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", "picture".getBytes(UTF_8)));
        server.answer("DELETE " + JOB, ContractServer.bytes(204, "text/plain", new byte[0]));
        Path picture = Files.writeString(temp.resolve("photo.jpg"), "photo");

        client.submit(Submission.ofFiles(picture, picture));
        client.follow(ID, event -> {});
        client.downloadResult(ID, temp.resolve("out.png"));
        client.delete(ID);

        assertThat(server.requests())
                .hasSize(5)
                .extracting(request -> request.header(Http.AUTHORIZATION))
                .containsOnly(BEARER);
    }

    @Test
    void withoutAKeyThereIsNoHeader() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("QUEUED")));

        new StylizeClient(server.uri()).get(ID);

        assertThat(server.requests().get(0).header(Http.AUTHORIZATION)).isNull();
    }

    @Test
    void keyGoesAlongWhereTheServiceRedirectsToItself() throws Exception {
        server.answer("GET " + JOB, redirect(308, "/v2" + JOB));
        server.answer("GET /v2" + JOB, ContractServer.json(200, Samples.job("QUEUED")));

        assertThat(client.get(ID).id()).isEqualTo(ID);

        assertThat(server.requests())
                .extracting(request -> request.header(Http.AUTHORIZATION))
                .containsExactly(BEARER, BEARER);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void keyDoesNotGoToAnotherHost(int status) throws Exception {
        server.answer("GET " + JOB + "/result", redirect(status, other.uri() + "/pastiche.png?signature=x"));
        other.answer("GET /pastiche.png", ContractServer.bytes(200, "image/png", "picture".getBytes(UTF_8)));

        client.downloadResult(ID, temp.resolve("out.png"));

        assertThat(temp.resolve("out.png")).hasContent("picture");
        assertThat(other.requests()).hasSize(1);
        assertThat(other.requests().get(0).headers().toString()).doesNotContain("sty_");
    }

    @Test
    void keyDoesNotComeBackFromAnotherHost() throws Exception {
        server.answer("GET " + JOB, redirect(307, other.uri() + "/elsewhere"));
        other.answer("GET /elsewhere", redirect(307, server.uri() + "/v2" + JOB));
        server.answer("GET /v2" + JOB, ContractServer.json(200, Samples.job("QUEUED")));

        client.get(ID);

        assertThat(server.requests())
                .extracting(request -> request.header(Http.AUTHORIZATION))
                .containsExactly(BEARER, null);
        assertThat(other.requests().get(0).header(Http.AUTHORIZATION)).isNull();
    }

    @Test
    void eventsAndUploadsOfAnotherHostGetNoKey() throws Exception {
        server.answer("POST /v1/stylizations", redirect(307, other.uri() + "/v1/stylizations"));
        server.answer("GET " + JOB + "/events", redirect(307, other.uri() + "/events"));
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        other.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
        other.answer("GET /events", ContractServer.events(event(4, "completed", "")));

        client.submit(Submission.ofObjects("a", "b"));
        client.follow(ID, event -> {});

        assertThat(other.requests())
                .extracting(ContractServer.Request::body)
                .first()
                .asString()
                .contains("object");
        assertThat(other.requests())
                .extracting(request -> request.header(Http.AUTHORIZATION))
                .containsExactly(null, null);
    }

    @Test
    void saysThatTheKeyWasNotSentWhereTheServiceRedirected() {
        server.answer("GET " + JOB, redirect(308, other.uri() + JOB));
        other.answer("GET " + JOB, ContractServer.problem(401, Samples.unauthenticated("there is no key")));

        assertThatThrownBy(() -> client.get(ID))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessage(server.uri() + " redirects to " + other.uri() + JOB
                        + ", where the key is not sent: the address must be the service's own");
    }

    @Test
    void redirectsInACircleEnd() {
        server.answer("GET " + JOB, redirect(302, JOB));

        assertThatThrownBy(() -> client.get(ID)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().status())
                .isEqualTo(302));
        assertThat(server.requests()).hasSize(1 + Redirects.MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://example.org/x", "http:", "no address: %"})
    void redirectToNoAddressIsNotFollowed(String location) {
        server.answer("GET " + JOB, redirect(302, location));

        assertThatThrownBy(() -> client.get(ID)).isInstanceOf(ProblemException.class);
    }

    @Test
    void requestWithContentIsRepeatedOrBecomesAGet() throws Exception {
        server.answer("POST " + KEYS, redirect(307, "/other"), redirect(303, "/other"));
        server.answer("POST /other", ContractServer.json(201, Samples.createdKey()));
        server.answer("GET /other", ContractServer.json(200, Samples.createdKey()));

        client.createKey(NewKey.of("ci", Scope.READ));
        client.createKey(NewKey.of("ci", Scope.READ));

        ContractServer.Request repeated = server.requests().get(1);
        ContractServer.Request seen = server.requests().get(3);
        assertThat(repeated.method()).isEqualTo("POST");
        assertThat(repeated.body()).isEqualTo("{\"name\":\"ci\",\"scopes\":[\"read\"]}");
        assertThat(repeated.header("Content-type")).isEqualTo("application/json");
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.body()).isEmpty();
        assertThat(seen.header("Content-type")).isNull();
    }

    @Test
    void refusedKeyIsAProblemWithStatus401() {
        server.answer("GET " + JOB, exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"stylize\", error=\"invalid_token\"");
            ContractServer.problem(401, Samples.unauthenticated("the key is unknown, expired or revoked"))
                    .write(exchange);
        });

        assertThatThrownBy(() -> client.get(ID))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(401);
                    assertThat(e.problem().type()).isEqualTo("/problems/unauthenticated");
                })
                .hasMessage("The request has no valid key: the key is unknown, expired or revoked");
    }

    @Test
    void missingScopeIsAProblemWithStatus403() {
        server.answer(
                "POST " + JOB + "/cancel",
                ContractServer.problem(
                        403,
                        "{\"type\":\"/problems/forbidden\",\"title\":\"The key does not allow this\",\"status\":403,"
                                + "\"detail\":\"it lacks the scope cancel\"}"));

        assertThatThrownBy(() -> client.cancel(ID))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo("/problems/forbidden"))
                .hasMessage("The key does not allow this: it lacks the scope cancel");
    }

    @Test
    void keyThatIsRevokedEndsFollowing() {
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.brokenEvents(event("snapshot", Samples.job("RUNNING"))),
                ContractServer.problem(401, Samples.unauthenticated("the key is unknown, expired or revoked")));

        assertThatThrownBy(() -> client.follow(ID, event -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(401));
    }

    @Test
    void answerThatRepeatsTheRequestDoesNotShowTheKey() {
        server.answer(
                "GET " + JOB,
                ContractServer.bytes(500, "text/plain", ("Authorization: " + BEARER).getBytes(UTF_8)),
                ContractServer.problem(400, "{\"title\":\"Not understood\",\"detail\":\"" + BEARER + "\"}"));

        assertThatThrownBy(() -> client.get(ID))
                .hasMessageEndingWith(": Authorization: Bearer sty_" + KEY_ID + "_…")
                .satisfies(StylizeClientKeyTest::hasNoSecret);
        assertThatThrownBy(() -> client.get(ID))
                .hasMessage("Not understood: Bearer sty_" + KEY_ID + "_…")
                .satisfies(StylizeClientKeyTest::hasNoSecret);
    }

    @Test
    void answerThatCannotBeReadDoesNotShowTheNewKey() {
        server.answer(
                "POST " + KEYS,
                ContractServer.json(201, Samples.createdKey().replace("2026-08-14T09:00:00Z", "soon")),
                ContractServer.json(201, Samples.createdKey().replaceFirst("}$", "")),
                ContractServer.json(201, Samples.createdKey().replace("sty_", "key ")),
                ContractServer.json(201, "\"" + KEY + "\""),
                ContractServer.json(201, KEY.replace(KEY_ID, "7Jd2mPq9XvB0")),
                ContractServer.json(201, "{\"key\":" + KEY),
                ContractServer.json(201, Samples.keyView()));

        for (int i = 0; i < 7; i++) {
            assertThatThrownBy(() -> client.createKey(NewKey.of("ci", Scope.READ)))
                    .isInstanceOf(UnexpectedAnswerException.class)
                    .satisfies(StylizeClientKeyTest::hasNoSecret);
        }
    }

    @Test
    void saysWhoTheCallerIs() throws Exception {
        server.answer(
                "GET /v1/me",
                ContractServer.json(
                        200,
                        "{\"tenant\":\"acme\",\"subject\":\"key:" + KEY_ID + "\",\"name\":\"ci\","
                                + "\"scopes\":[\"read\",\"submit\",\"dance\"],\"expiresAt\":\"2027-01-01T00:00:00Z\"}"),
                ContractServer.json(200, "{\"tenant\":\"default\",\"subject\":\"anonymous\",\"scopes\":[\"admin\"]}"));

        assertThat(client.me())
                .isEqualTo(new Me(
                        "acme",
                        "key:" + KEY_ID,
                        "ci",
                        List.of(Scope.READ, Scope.SUBMIT, Scope.UNKNOWN),
                        Instant.parse("2027-01-01T00:00:00Z")));
        assertThat(client.me()).isEqualTo(new Me("default", "anonymous", null, List.of(Scope.ADMIN), null));
    }

    @Test
    void makesAKey() throws Exception {
        server.answer("POST " + KEYS, ContractServer.json(201, Samples.createdKey()));

        CreatedKey created = client.createKey(NewKey.of("ci", Scope.SUBMIT, Scope.READ)
                .withTenant("acme")
                .withExpiry(Instant.parse("2027-01-01T00:00:00Z")));

        assertThat(server.requests().get(0).header("Content-type")).isEqualTo("application/json");
        assertThat(server.requests().get(0).body())
                .isEqualTo("{\"name\":\"ci\",\"scopes\":[\"submit\",\"read\"],\"tenant\":\"acme\","
                        + "\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
        assertThat(created.key().text()).isEqualTo(KEY);
        assertThat(created.view().id()).isEqualTo(KEY_ID);
        assertThat(created.view().scopes()).containsExactly(Scope.READ, Scope.SUBMIT);
        assertThat(created.toString()).contains(KEY_ID).doesNotContain("NotASecret");
        assertThat(Json.write(created)).isEqualTo(Samples.createdKey());
    }

    @Test
    void listsAndShowsKeys() throws Exception {
        server.answer(
                "GET " + KEYS,
                ContractServer.json(
                        200,
                        "{\"items\":[" + Samples.keyView() + ","
                                + Samples.keyView(",\"revokedAt\":\"2026-08-15T00:00:00Z\"")
                                        .replace("active", "revoked")
                                + "," + Samples.keyView().replace("active", "asleep") + "]}"),
                ContractServer.json(200, "{\"items\":[]}"));
        server.answer("GET " + KEYS + "/" + KEY_ID, ContractServer.json(200, Samples.keyView()));

        assertThat(client.keys(null))
                .extracting(KeyView::state)
                .containsExactly(KeyState.ACTIVE, KeyState.REVOKED, KeyState.UNKNOWN);
        assertThat(client.keys("acme")).isEmpty();
        assertThat(client.keys("*")).isEmpty();
        KeyView key = client.key(KEY_ID);

        assertThat(key.createdBy()).isEqualTo("key:7Jd2mPq9XvB0");
        assertThat(key.links().rotate()).isEqualTo(KEYS + "/" + KEY_ID + "/rotate");
        assertThat(Json.write(key)).isEqualTo(Samples.keyView());
        assertThat(server.requests())
                .extracting(ContractServer.Request::target)
                .startsWith(KEYS, KEYS + "?tenant=acme", KEYS + "?tenant=*");
    }

    @Test
    void rotatesAndRevokesKeys() throws Exception {
        server.answer("POST " + KEYS + "/7Jd2mPq9XvB0/rotate", ContractServer.json(201, Samples.createdKey()));
        server.answer("DELETE " + KEYS + "/7Jd2mPq9XvB0", ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(client.rotateKey("7Jd2mPq9XvB0", null).key()).isEqualTo(ApiKey.of(KEY));
        client.rotateKey("7Jd2mPq9XvB0", Duration.ofHours(2));
        client.rotateKey("7Jd2mPq9XvB0", Duration.ZERO);
        client.revokeKey("7Jd2mPq9XvB0");

        assertThat(server.requests())
                .extracting(ContractServer.Request::body)
                .containsExactly("", "{\"overlapSeconds\":7200}", "{\"overlapSeconds\":0}", "");
    }

    @Test
    void wrongIdsAndTimesAreNotSentAndAWholeKeyIsNotShown() {
        assertThatThrownBy(() -> client.revokeKey(KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a key is 12 letters and digits, which follow sty_ in the key, but found 63"
                        + " characters that are none");
        assertThatThrownBy(() -> client.key("../stylizations")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.rotateKey(KEY_ID, Duration.ofDays(31)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.rotateKey(KEY_ID, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void newKeyHasANameAndEachScopeOnce() {
        assertThatThrownBy(() -> NewKey.of("ci")).hasMessage("a key has at least one known scope but found []");
        assertThatThrownBy(() -> NewKey.of("ci", Scope.UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NewKey.of("ci", Scope.READ, Scope.READ))
                .hasMessage("a key has each scope once but found [read, read]");
        assertThatThrownBy(() -> NewKey.of(" ", Scope.READ)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NewKey.of("n".repeat(81), Scope.READ))
                .hasMessage("the name of a key has 1 to 80 characters but has 81");
    }

    private static ContractServer.Answer redirect(int status, String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            ContractServer.bytes(status, "text/plain", "moved".getBytes(UTF_8)).write(exchange);
        };
    }

    private static void hasNoSecret(Throwable thrown) {
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all, true));
        assertThat(all.toString()).doesNotContain("NotASecret");
    }
}
