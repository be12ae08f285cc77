package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.Scope;
import org.stylize.stack.StackProcess;

/**
 * A gateway beside a real OpenID Connect issuer: tokens of services, logins of people. The first test is about a gateway that
 * was started before its issuer.
 */
@QuarkusTest
@TestProfile(IssuerProfile.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IssuerIT {
    private static final String JOBS = "/v1/stylizations";

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;
    KeyText firstKey;
    Issuer issuer;

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
    @Order(1)
    void anIssuerThatIsAwayAtStartStopsNothing() throws Exception {
        assertThat(health().path("issuerAnswers").asBoolean(true)).isFalse();
        Api.Answer away = as(issuer.token("acme", "stylize:read"), "GET", JOBS);
        assertThat(away.status()).as(away.text()).isEqualTo(503);
        assertThat(away.problem()).isEqualTo("/problems/unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("5");
        assertThat(as(firstKey.reveal(), "GET", "/v1/me").status())
                .as("keys work")
                .isEqualTo(200);
        assertThat(as(issuer.token("acme", "stylize:read"), "GET", "/v1/presets")
                        .status())
                .as("what needs no key is open")
                .isEqualTo(200);
        HttpResponse<String> login = send(browser(HttpClient.Redirect.NEVER), "/login");
        assertThat(login.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/?login=issuer"));

        startIssuer();
        assertThat(as(issuer.token("acme", "stylize:read"), "GET", JOBS).status())
                .as("as soon as it answers")
                .isEqualTo(200);
    }

    @Test
    @Order(2)
    void aTokenSaysWhoItsBearerIs() {
        startIssuer();
        JsonNode me = as(issuer.token("acme", "openid stylize:read stylize:submit"), "GET", "/v1/me")
                .json();

        assertThat(me.path("tenant").asText()).isEqualTo("acme");
        assertThat(me.path("subject").asText()).isEqualTo("oidc:service-of-acme");
        assertThat(me.path("scopes")).extracting(JsonNode::asText).containsExactly("read", "submit");
        assertThat(me.has("expiresAt")).isTrue();
    }

    @Test
    @Order(2)
    void aTokenWithAnyFaultIsRefused() {
        startIssuer();
        JWTClaimsSet right = issuer.claims("acme", "stylize:read").build();
        Date past = Date.from(Clock.systemUTC().instant().minus(Duration.ofMinutes(10)));
        Date future = Date.from(Clock.systemUTC().instant().plus(Duration.ofMinutes(10)));
        String good = issuer.sign(right);
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("another signature", issuer.forge(right));
        wrong.put("no signature", Issuer.unsigned(right));
        wrong.put("a signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
        wrong.put("the public key as a secret", issuer.confuse(right));
        wrong.put(
                "another issuer",
                issuer.sign(with(right).issuer("http://evil.example/default").build()));
        wrong.put("no issuer", issuer.sign(with(right).issuer(null).build()));
        wrong.put(
                "another audience",
                issuer.sign(with(right).audience("another-service").build()));
        wrong.put(
                "the page's audience, as ID tokens have it",
                issuer.sign(with(right).audience(Issuer.CLIENT).build()));
        wrong.put("no audience", issuer.sign(with(right).audience((String) null).build()));
        wrong.put("expired", issuer.sign(with(right).expirationTime(past).build()));
        wrong.put("without an end", issuer.sign(with(right).expirationTime(null).build()));
        wrong.put("not yet", issuer.sign(with(right).notBeforeTime(future).build()));
        wrong.put("nobody", issuer.sign(with(right).subject(null).build()));
        wrong.put(
                "a name with a line break",
                issuer.sign(with(right).subject("a\nb").build()));
        wrong.put("other claims under the same signature", swapped(good, issuer.token("globex", "stylize:read")));
        wrong.put("no token", "abc");
        wrong.put("three dots", "a.b.c");

        wrong.forEach((what, token) -> {
            for (String method : List.of("GET", "HEAD")) {
                Api.Answer answer = as(token, method, JOBS);
                assertThat(answer.status()).as(what).isEqualTo(401);
                assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
                assertThat(answer.header("WWW-Authenticate"))
                        .as(what)
                        .isEqualTo("Bearer realm=\"stylize\", error=\"invalid_token\"");
                assertThat(answer.header("Cache-Control")).as(what).isEqualTo("no-store");
                if (method.equals("GET")) {
                    assertThat(answer.problem()).as(what).isEqualTo("/problems/unauthenticated");
                }
            }
            assertThat(as(token, "GET", "/v1/presets").status()).as(what).isEqualTo(200);
        });
        assertThat(as(good, "GET", JOBS).status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void aTokenWithoutATenantIsForbidden() {
        startIssuer();
        JWTClaimsSet right = issuer.claims("acme", "stylize:read").build();
        for (Object tenant : new Object[] {null, "", "Not A Name", "uploads", 7, List.of("acme", "globex")}) {
            Api.Answer answer =
                    as(issuer.sign(with(right).claim("tenant", tenant).build()), "GET", JOBS);
            assertThat(answer.status()).as("tenant " + tenant).isEqualTo(403);
            assertThat(answer.problem()).isEqualTo("/problems/forbidden");
            assertThat(answer.json().path("detail").asText()).contains("names no tenant");
        }
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    @Order(2)
    void aTokenMayDoWhatItsScopesSay(Scope scope) {
        startIssuer();
        String token = issuer.token("acme", "stylize:" + scope);
        int refused = 0;
        for (ApiOperation operation : ApiOperation.all(api)) {
            for (String method : operation.methods()) {
                Api.Answer answer = as(token, method, operation.path());
                if (operation.isAllowedWith(scope.toString())) {
                    boolean isLogin = operation.path().equals("/v1/session");
                    assertThat(answer.status())
                            .as(method + " " + operation.path())
                            .isNotIn(401, 403)
                            .isLessThan(isLogin ? 500 : 600);
                } else {
                    refused++;
                    assertThat(answer.status())
                            .as(method + " " + operation.path())
                            .isEqualTo(403);
                    assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
                }
            }
        }
        assertThat(refused).isGreaterThan(5);
    }

    @Test
    @Order(2)
    void whatATenantsTokenMakesNoOtherTenantsTokenFinds() {
        startIssuer();
        TestStore store = new TestStore(stack);
        store.put("acme/in/photo.jpeg", SamplePictures.jpeg(80, 60));
        store.put("acme/in/wave.png", SamplePictures.png(64, 64));
        String acme = issuer.token("acme", "stylize:submit stylize:read stylize:cancel stylize:admin");
        String globex = issuer.token("globex", "stylize:submit stylize:read stylize:cancel stylize:admin");
        Api.Answer made = api.post(
                JOBS,
                "{\"content\": {\"object\": \"acme/in/photo.jpeg\"}, \"styles\": [{\"object\": \"acme/in/wave.png\"}]}",
                "Authorization",
                "Bearer " + acme);
        assertThat(made.status()).as(made.text()).isEqualTo(202);
        String id = made.json().path("id").asText();
        await().atMost(ofSeconds(60))
                .until(() -> as(acme, "GET", JOBS + "/" + id).status() == 200);

        for (ApiOperation operation : ApiOperation.all(api)) {
            boolean isOfAJob = operation.path().startsWith(JOBS + "/" + ApiOperation.NOBODY);
            if (isOfAJob && !operation.method().equals("PUT")) {
                String path = operation.path().replace(ApiOperation.NOBODY, id);
                assertThat(as(globex, operation.method(), path).status())
                        .as(operation.method() + " " + path)
                        .isEqualTo(404);
            }
        }
        assertThat(as(globex, "GET", JOBS).text()).doesNotContain(id);
        assertThat(as(acme, "GET", JOBS).text()).contains(id);
    }

    @Test
    @Order(3)
    void newKeysOfTheIssuerCountSoonAndOldOnesNoMore() {
        startIssuer();
        String before = issuer.token("acme", "stylize:read");
        assertThat(as(before, "GET", JOBS).status()).isEqualTo(200);

        issuer.rotate();

        String after = issuer.token("acme", "stylize:read");
        await().atMost(ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> as(after, "GET", JOBS).status() == 200);
        assertThat(as(before, "GET", JOBS).status())
                .as("its key is not published")
                .isEqualTo(401);
    }

    @Test
    @Order(2)
    void aPersonLogsInAtTheIssuerAndComesBackWithASession() throws Exception {
        startIssuer();
        CookieManager cookies = new CookieManager();
        HttpClient browser = browser(HttpClient.Redirect.NORMAL, cookies);
        issuer.nextLogin("4711", Map.of("tenant", "acme", "scope", "stylize:read", "name", "Vincent"));

        HttpResponse<String> page = send(browser, "/login");

        assertThat(page.uri()).isEqualTo(api.uri("/"));
        assertThat(page.statusCode()).isEqualTo(200);
        JsonNode session = json(send(browser, "/v1/session"));
        assertThat(session.path("login").asText()).isEqualTo("/login");
        assertThat(session.at("/caller/name").asText()).isEqualTo("Vincent");
        assertThat(session.at("/caller/subject").asText()).isEqualTo("oidc:4711");
        assertThat(session.at("/caller/tenant").asText()).isEqualTo("acme");
        assertThat(send(browser, JOBS).statusCode()).isEqualTo(200);
        assertThat(cookies.getCookieStore().getCookies())
                .as("no token stays in the browser")
                .allSatisfy(cookie -> assertThat(cookie.getValue()).hasSizeLessThan(64))
                .anySatisfy(cookie -> {
                    assertThat(cookie.getName()).isEqualTo("stylize-session");
                    assertThat(cookie.isHttpOnly()).isTrue();
                });

        HttpResponse<String> submitted = browser.send(
                HttpRequest.newBuilder(api.uri(JOBS))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(submitted.statusCode()).as("it may read only").isEqualTo(403);

        browser.send(HttpRequest.newBuilder(api.uri("/v1/session")).DELETE().build(), BodyHandlers.ofString());
        assertThat(send(browser, JOBS).statusCode()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void aPersonWithoutATenantComesBackWithTheReason() throws Exception {
        startIssuer();
        issuer.nextLogin("4712", Map.of("scope", "stylize:read"));

        HttpResponse<String> page = send(browser(HttpClient.Redirect.NORMAL), "/login");

        assertThat(page.uri().toString()).endsWith("/?login=tenant");
        assertThat(page.statusCode()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void aLoginThatAnotherBrowserBeganIsNone() throws Exception {
        startIssuer();
        HttpClient attacker = browser(HttpClient.Redirect.NEVER);
        URI atIssuer = location(send(attacker, "/login"));
        URI back = location(attacker.send(HttpRequest.newBuilder(atIssuer).build(), BodyHandlers.ofString()));
        assertThat(back.getPath()).isEqualTo("/login");
        assertThat(back.getQuery()).contains("code=");

        CookieManager cookies = new CookieManager();
        HttpClient victim = browser(HttpClient.Redirect.NEVER, cookies);
        HttpResponse<String> answer = victim.send(HttpRequest.newBuilder(back).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isIn(302, 303, 401);
        assertThat(cookies.getCookieStore().getCookies())
                .noneMatch(cookie -> cookie.getName().contains("stylize-session"));
        assertThat(answer.headers().firstValue("Location").orElse(""))
                .as("the way to the issuer, or back with a reason")
                .doesNotContain("code=");
    }

    @Test
    @Order(2)
    void behindAProxyWithTlsCookiesAreForTlsAndBrowsersAreToldToStay() {
        startIssuer();
        String[] proxy = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "studio.example"};

        Api.Answer login = api.post("/v1/session", "{\"key\":\"" + firstKey.reveal() + "\"}", proxy);

        assertThat(login.header("Set-Cookie"))
                .startsWith("__Host-stylize-session=")
                .endsWith("; HttpOnly; SameSite=Strict; Secure");
        assertThat(login.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(api.get("/", proxy).header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        assertThat(api.get("/v1/me", "Cookie", cookie, "X-Forwarded-Proto", "https")
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/v1/me", "Cookie", cookie).status())
                .as("not over a plain connection")
                .isEqualTo(401);
        assertThat(ApiOperation.send(
                                api,
                                "DELETE",
                                "/v1/session",
                                "Cookie",
                                cookie,
                                "X-Forwarded-Proto",
                                "https",
                                "X-Forwarded-Host",
                                "studio.example",
                                "Origin",
                                "https://studio.example")
                        .status())
                .as("its own page, by the name that the proxy has")
                .isEqualTo(204);
    }

    @Test
    @Order(2)
    void aSiteOfTheSettingsMayReadWithAKeyAndNoOther() {
        startIssuer();
        Api.Answer preflight = ApiOperation.send(
                api,
                "OPTIONS",
                JOBS,
                "Origin",
                "https://studio.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://studio.example");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");

        String token = "Bearer " + issuer.token("acme", "stylize:read");
        Api.Answer read = api.get(JOBS, "Origin", "https://studio.example", "Authorization", token);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("https://studio.example");

        Api.Answer other = api.get(JOBS, "Origin", "https://evil.example", "Authorization", token);
        assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private void startIssuer() {
        issuer.start();
        await().atMost(ofSeconds(60)).until(() -> health().path("issuerAnswers").asBoolean());
    }

    private JsonNode health() {
        for (JsonNode check : management.get("/q/health/ready").json().path("checks")) {
            if (check.path("name").asText().equals("access")) {
                return check.path("data");
            }
        }
        throw new AssertionError("there is no check 'access'");
    }

    private Api.Answer as(String token, String method, String path) {
        return ApiOperation.send(api, method, path, "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpClient client, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(api.uri(path)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static URI location(HttpResponse<String> response) {
        return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
    }

    private static HttpClient browser(HttpClient.Redirect redirects) {
        return browser(redirects, new CookieManager());
    }

    private static HttpClient browser(HttpClient.Redirect redirects, CookieManager cookies) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(redirects)
                .cookieHandler(cookies)
                .build();
    }

    private static JWTClaimsSet.Builder with(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    /** The head and signature of one token around the claims of another. */
    private static String swapped(String one, String other) {
        String[] parts = one.split("\\.", -1);
        return parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
    }
}
