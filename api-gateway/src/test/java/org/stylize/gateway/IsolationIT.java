package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;
import org.stylize.gateway.access.KeyText;
import org.stylize.image.OutputFormat;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.JobPictures;
import org.stylize.proto.MadeOf;
import org.stylize.proto.Outcome;
import org.stylize.proto.Tenant;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;
import org.stylize.stack.StackProcess;

/** Two tenants at one gateway: for each of them, what the other one has does not exist. */
@QuarkusTest
@TestProfile(SecureProfile.class)
class IsolationIT {
    private static final String JOBS = "/v1/stylizations";
    private static final String ALL_OF_A_TENANT = "[\"submit\",\"read\",\"cancel\",\"admin\"]";

    private static final String FROM_A_PICTURE =
            RecipeJson.write(Presets.named("d2l")).replace("\"start\":\"content\"", "\"start\":\"picture\"");

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;
    KeyText firstKey;

    private Api api;
    private Api management;
    private TestStore store;
    private FakeWorker worker;
    private Party acme;
    private Party globex;

    /** A tenant with a key that may do everything but operate the fleet. */
    private record Party(Tenant tenant, String key) {
        Api.Answer send(Api api, String method, String path, String... headers) {
            return api.send(request(api, path, headers).method(method, BodyPublishers.noBody()));
        }

        Api.Answer json(Api api, String method, String path, String body, String... headers) {
            return api.send(request(api, path, headers)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body)));
        }

        private HttpRequest.Builder request(Api api, String path, String... headers) {
            return api.request(path, headers).header("Authorization", "Bearer " + key);
        }
    }

    /** An operation of the API on one job or one key. */
    private record Operation(String method, String path) {
        String on(String id) {
            return path.replace("{id}", id).replace("{role}", "content").replace("{message}", "msg_none");
        }
    }

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        store = new TestStore(stack);
        worker = new FakeWorker("worker-1", stack.bootstrapServers());
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
        acme = party("acme");
        globex = party("globex");
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    @Test
    void noOperationFindsAJobOfAnotherTenant() {
        List<Operation> operations = operations(JOBS + "/{id}");
        assertThat(operations).extracting(Operation::method).contains("GET", "HEAD", "POST", "DELETE");
        for (JobId id : List.of(queued(acme), running(acme), completed(acme))) {
            String before = acme.send(api, "GET", path(id)).text();
            for (Operation operation : operations) {
                if (operation.method().equals("PUT")) {
                    continue; // see anIdBelongsToOneTenant
                }
                assertUnknown(operation, id.toString(), "/problems/unknown-job");
            }
            assertThat(acme.send(api, "GET", path(id)).text())
                    .as("changed by nobody")
                    .isEqualTo(before);
        }
    }

    @Test
    void theOwnerFindsAllOfThem() {
        JobId id = completed(acme);
        for (String what : List.of("", "/result", "/manifest", "/events")) {
            assertThat(acme.send(api, "GET", path(id) + what).status()).as(what).isEqualTo(200);
        }
        assertThat(acme.send(api, "DELETE", path(id)).status()).isEqualTo(204);
    }

    @Test
    void noOperationFindsAKeyOfAnotherTenant() {
        String id = acme.send(api, "GET", "/v1/keys").json().at("/items/0/id").asText();
        List<Operation> operations = operations("/v1/keys/{id}");
        assertThat(operations).hasSizeGreaterThan(3);
        for (Operation operation : operations) {
            assertUnknown(operation, id, "/problems/unknown-key");
        }
        assertThat(acme.send(api, "GET", "/v1/me").status()).as("not revoked").isEqualTo(200);
    }

    @Test
    void noOperationFindsABatchOfAnotherTenant() {
        Api.Answer made = acme.json(
                api,
                "POST",
                "/v1/batches",
                "{\"contents\": [{\"object\": \"acme/a.png\"}], \"styles\": [{\"object\": \"acme/b.png\"}]}");
        assertThat(made.status()).as(made.text()).isEqualTo(202);
        String id = made.json().path("id").asText();
        List<Operation> operations = operations("/v1/batches/{id}");
        assertThat(operations).hasSizeGreaterThan(5);
        for (Operation operation : operations) {
            assertUnknown(operation, id, "/problems/unknown-batch");
        }
        assertThat(globex.send(api, "GET", "/v1/batches").text()).doesNotContain(id);
        assertThat(globex.send(api, "GET", JOBS + "?batch=" + id).json().path("items"))
                .isEmpty();
        assertThat(acme.send(api, "POST", "/v1/batches/" + id + "/cancel").status())
                .isEqualTo(202);
    }

    @Test
    void noOperationFindsAPictureOfAnotherTenant() {
        byte[] picture = SamplePictures.png(77, 66);
        Api.Answer kept = api.send(acme.request(api, "/v1/images")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture)));
        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        String id = kept.json().path("id").asText();
        List<Operation> operations = operations("/v1/images/{id}");
        assertThat(operations).hasSizeGreaterThan(4);
        for (Operation operation : operations) {
            assertUnknown(operation, id, "/problems/unknown-image");
        }
        assertThat(globex.send(api, "GET", "/v1/images").text()).doesNotContain(id);
        assertThat(acme.send(api, "GET", "/v1/images/" + id).status()).isEqualTo(200);
    }

    @Test
    void listsHaveOnesOwnJobsOnly() {
        JobId mine = queued(acme);
        JobId theirs = queued(globex);
        for (String query : List.of("?limit=200", "?limit=200&state=QUEUED")) {
            assertThat(ids(acme.send(api, "GET", JOBS + query)))
                    .contains(mine.toString())
                    .doesNotContain(theirs.toString());
            assertThat(ids(globex.send(api, "GET", JOBS + query)))
                    .contains(theirs.toString())
                    .doesNotContain(mine.toString());
        }
        String afterMine =
                acme.send(api, "GET", path(mine)).json().path("submittedAt").asText() + "_" + mine;
        assertThat(ids(globex.send(api, "GET", JOBS + "?cursor=" + afterMine))).doesNotContain(mine.toString());
    }

    @Test
    void anIdempotencyKeyIsOfItsTenant() {
        String[] key = {"Idempotency-Key", "the-same-" + JobId.random()};
        JobId mine = submitted(acme.json(api, "POST", JOBS, body(acme, "jpeg"), key));
        JobId theirs = submitted(globex.json(api, "POST", JOBS, body(globex, "png"), key));
        assertThat(theirs).isNotEqualTo(mine);
        assertThat(submitted(acme.json(api, "POST", JOBS, body(acme, "jpeg"), key)))
                .isEqualTo(mine);
    }

    @Test
    void anIdBelongsToOneTenant() {
        JobId id = JobId.random();
        assertThat(submitted(acme.json(api, "PUT", path(id), body(acme, "jpeg"))))
                .isEqualTo(id);
        Api.Answer theirs = globex.json(api, "PUT", path(id), body(globex, "jpeg"));
        assertThat(theirs.status()).isEqualTo(422);
        assertThat(theirs.problem()).isEqualTo("/problems/conflicting-job");
        assertThat(theirs.text()).doesNotContain("acme");
        assertUnknown(new Operation("GET", JOBS + "/{id}"), id.toString(), "/problems/unknown-job");
    }

    @Test
    void anObjectOfAnotherTenantIsNoPicture() {
        JobId id = completed(acme);
        String pastiche = acme.send(api, "GET", path(id)).json().path("result").asText();
        String key = pastiche.substring(("s3://" + stack.bucket() + "/").length());
        assertThat(key).startsWith("acme/jobs/" + id + "/");
        for (String foreign : List.of(key, "acme/in/photo.jpeg", "globex/../" + key)) {
            for (String role : List.of("content", "style", "mask", "start")) {
                Api.Answer answer = globex.json(api, "POST", JOBS, body(globex, role, foreign));
                assertThat(answer.status()).as(role + " " + foreign).isIn(400, 422);
                assertThat(answer.problem()).isIn("/problems/object-not-allowed", "/problems/invalid-job");
            }
        }
        Api.Answer own = acme.json(api, "POST", JOBS, body(acme, "content", key));
        assertThat(own.status()).as("one's own result: " + own.text()).isEqualTo(202);
    }

    @Test
    void aResultIsReusedByItsTenantOnly() {
        JobId first = completed(acme);
        String again = body(acme, "jpeg").replace("}]", "}], \"reuse\": true");
        JobId mine = submitted(acme.json(api, "POST", JOBS, again));
        assertThat(acme.send(api, "GET", path(mine)).json().path("reusedFrom").asText())
                .isEqualTo(first.toString());
        JobId theirs =
                submitted(globex.json(api, "POST", JOBS, body(globex, "jpeg").replace("}]", "}], \"reuse\": true")));
        assertThat(globex.send(api, "GET", path(theirs)).json().has("reusedFrom"))
                .isFalse();
    }

    private void assertUnknown(Operation operation, String id, String problem) {
        String nobodys =
                switch (id.length()) {
                    case 36 -> JobId.random().toString();
                    case 64 -> Sha256.of(JobId.random().toString().getBytes(UTF_8));
                    default -> KeyText.random(new SecureRandom()).id();
                };
        Api.Answer found = globex.send(api, operation.method(), operation.on(id));
        Api.Answer missing = globex.send(api, operation.method(), operation.on(nobodys));
        String what = operation + " of " + id;
        assertThat(found.status()).as(what).isEqualTo(404).isEqualTo(missing.status());
        assertThat(found.text().replace(id, "ID"))
                .as(what)
                .isEqualTo(missing.text().replace(nobodys, "ID"));
        if (!operation.method().equals("HEAD")) {
            assertThat(found.problem()).as(what).isEqualTo(problem);
        }
    }

    /** All operations under that address which the API describes, and HEAD for each GET. */
    private List<Operation> operations(String under) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                api.get("/openapi?format=json").json().path("paths").properties()) {
            if (path.getKey().startsWith(under)) {
                path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("responses"))
                        .map(method -> method.getKey().toUpperCase(Locale.ROOT))
                        .forEach(method -> operations.add(new Operation(method, path.getKey())));
                if (path.getValue().has("get")) {
                    operations.add(new Operation("HEAD", path.getKey()));
                }
            }
        }
        return operations;
    }

    private Party party(String tenant) {
        Api.Answer made = api.post(
                "/v1/keys",
                "{\"name\":\"all\",\"tenant\":\"" + tenant + "\",\"scopes\":" + ALL_OF_A_TENANT + "}",
                "Authorization",
                "Bearer " + firstKey.reveal());
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        store.put(tenant + "/in/photo.jpeg", SamplePictures.jpeg(80, 60));
        store.put(tenant + "/in/photo.png", SamplePictures.png(80, 60));
        store.put(tenant + "/in/wave.png", SamplePictures.png(64, 64));
        return new Party(new Tenant(tenant), made.json().path("key").asText());
    }

    private JobId queued(Party party) {
        JobId id = submitted(party.json(api, "POST", JOBS, body(party, "jpeg")));
        awaitState(party, id, "QUEUED");
        return id;
    }

    private JobId running(Party party) {
        JobId id = queued(party);
        worker.started(id, worker.attempt(1));
        awaitState(party, id, "RUNNING");
        worker.progress(
                id,
                worker.attempt(1),
                5,
                store.put(new JobKeys(party.tenant(), id).made() + "a/preview-00005.jpg", SamplePictures.jpeg(8, 6)));
        return id;
    }

    private JobId completed(Party party) {
        JobId id = queued(party);
        Attempt attempt = worker.attempt(1);
        String made = new JobKeys(party.tenant(), id).made() + attempt.id();
        worker.started(id, attempt);
        ImageRef manifest = store.put(made + "/manifest.json", "{}".getBytes(UTF_8));
        ImageRef pastiche = store.put(made + "/pastiche.png", SamplePictures.png(64, 48));
        JobPictures<String> digests =
                JobPictures.of(Sha256.of(SamplePictures.jpeg(80, 60)), List.of(Sha256.of(SamplePictures.png(64, 64))));
        String madeOf = MadeOf.of(digests, worker.requests(id).get(0).job().resolve(), OutputFormat.PNG);
        Losses losses = new Losses(1, 2, 0, 3, Map.of());
        worker.completed(
                id, attempt, new Outcome(pastiche, 40, 64, 48, losses, 2.5, "", false, manifest, madeOf, null));
        awaitState(party, id, "COMPLETED");
        return id;
    }

    private void awaitState(Party party, JobId id, String state) {
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        party.send(api, "GET", path(id)).json().path("state").asText())
                .isEqualTo(state));
    }

    private static JobId submitted(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return JobId.parse(answer.json().path("id").asText());
    }

    private static List<String> ids(Api.Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().path("items").forEach(job -> ids.add(job.path("id").asText()));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return ids;
    }

    private static String body(Party party, String format) {
        return "{\"content\": {\"object\": \"" + party.tenant() + "/in/photo." + format
                + "\"}, \"styles\": [{\"object\": \"" + party.tenant() + "/in/wave.png\"}]}";
    }

    private static String body(Party party, String role, String key) {
        String own = "{\"object\": \"" + party.tenant() + "/in/wave.png\"}";
        String other = "{\"object\": \"" + key + "\"}";
        return "{\"content\": " + (role.equals("content") ? other : own) + ", \"styles\": [{\"image\": "
                + (role.equals("style") ? other : own)
                + (role.equals("mask") ? ", \"mask\": " + other : "") + "}]"
                + (role.equals("start") ? ", \"start\": " + other + ", \"recipe\": " + FROM_A_PICTURE : "") + "}";
    }

    private static String path(JobId id) {
        return JOBS + "/" + id;
    }
}
