package org.stylize.gateway;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.recipe.Presets;
import org.stylize.stack.StackProcess;

/** What the gateway publishes about itself: OpenAPI, presets, problems, health, metrics. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ContractIT {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;

    private Api api;
    private Api management;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
    }

    @Test
    void openApiHasEveryAddressWithItsProblems() {
        JsonNode document = api.get("/openapi?format=json").json();
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        Map<String, Set<String>> operations = new TreeMap<>();
        document.path("paths").properties().forEach(path -> {
            Set<String> methods = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(methods::add);
            methods.retainAll(Set.of("get", "post", "put", "delete"));
            operations.put(path.getKey(), methods);
        });
        assertThat(operations)
                .containsEntry("/v1/stylizations", Set.of("get", "post"))
                .containsEntry("/v1/stylizations/{id}", Set.of("get", "put", "delete"))
                .containsEntry("/v1/stylizations/{id}/cancel", Set.of("post"))
                .containsEntry("/v1/stylizations/{id}/finish", Set.of("post"))
                .containsEntry("/v1/stylizations/{id}/retry", Set.of("post"))
                .containsEntry("/v1/stylizations/{id}/events", Set.of("get"))
                .containsEntry("/v1/stylizations/{id}/result", Set.of("get"))
                .containsEntry("/v1/stylizations/{id}/manifest", Set.of("get"))
                .containsEntry("/v1/stylizations/{id}/preview", Set.of("get"))
                .containsEntry("/v1/stylizations/{id}/thumbnail", Set.of("get"))
                .containsEntry("/v1/dead-letters", Set.of("get", "delete"))
                .containsEntry("/v1/dead-letters/{id}", Set.of("get", "delete"))
                .containsEntry("/v1/dead-letters/{id}/retry", Set.of("post"))
                .containsEntry("/v1/presets", Set.of("get"))
                .containsEntry("/problems/{slug}", Set.of("get"));
        JsonNode post = document.path("paths").path("/v1/stylizations").path("post");
        JsonNode put = document.path("paths").path("/v1/stylizations/{id}").path("put");
        for (JsonNode operation : List.of(post, put)) {
            assertThat(fields(resolved(document, operation.path("requestBody")).path("content")))
                    .contains("multipart/form-data", "application/json");
            JsonNode accepted = resolved(document, operation.path("responses").path("202"));
            assertThat(fields(accepted.path("headers"))).contains("Location");
            assertThat(fields(operation.path("responses"))).contains("202", "400", "413", "415", "422", "503");
        }
        assertThat(fields(post.path("responses"))).contains("202", "400", "413", "415", "422", "503");
        assertThat(fields(document.path("components").path("schemas")))
                .contains("JobView", "JobPage", "JobRequest", "Problem", "JobStreamEvent", "Progress", "Recipe")
                .contains("DeadLetter", "DeadLetterPage", "Purged");
    }

    /** So that a change of the contract is seen where it is reviewed. {@code -Ddocs.write} writes the file. */
    @Test
    void openApiIsTheFileThatIsCheckedIn() throws IOException {
        Path file = Path.of("../docs/openapi.yaml");
        String published = api.get("/openapi?format=yaml").text();
        if (System.getProperty("docs.write") != null) {
            Files.writeString(file, published);
        }
        assertThat(published).isEqualTo(Files.readString(file));
    }

    @Test
    void everyReferenceInOpenApiLeadsSomewhere() {
        JsonNode document = api.get("/openapi?format=json").json();
        List<String> broken = new ArrayList<>();
        document.findValuesAsText("$ref").forEach(ref -> {
            if (document.at(ref.substring(1)).isMissingNode()) {
                broken.add(ref);
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void openApiKnowsEveryFieldOfTheAnswerToASubmission() {
        JsonNode document = api.get("/openapi?format=json").json();
        JsonNode job = api.post(
                        "/v1/stylizations",
                        new Api.Multipart()
                                .file("content", SamplePictures.jpeg(64, 64))
                                .file("style", SamplePictures.png(64, 64)))
                .json();
        assertThat(fields(document.path("components")
                        .path("schemas")
                        .path("JobView")
                        .path("properties")))
                .containsAll(fields(job));
    }

    @Test
    void theContractCanBeFetchedWhereTheApiIs() throws IOException {
        assertThat(api.get("/v1/openapi.json").json())
                .isEqualTo(api.get("/openapi?format=json").json());
        assertThat(api.get("/v1/asyncapi.yaml").text()).isEqualTo(Files.readString(Path.of("../docs/asyncapi.yaml")));
        assertThat(api.get("/v1/stylize.proto").text())
                .isEqualTo(Files.readString(Path.of("../proto/src/main/protobuf/stylize/v1/stylize.proto")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/stylizations                | GET, HEAD, OPTIONS, POST
                    /v1/stylizations/one            | DELETE, GET, HEAD, OPTIONS, PUT
                    /v1/stylizations/one/cancel     | OPTIONS, POST
                    /v1/stylizations/one/manifest   | GET, HEAD, OPTIONS
                    /v1/dead-letters                | DELETE, GET, HEAD, OPTIONS
                    /v1/keys/one/rotate             | OPTIONS, POST
                    /v1/presets                     | GET, HEAD, OPTIONS
                    """)
    void eachAddressNamesItsOwnMethods(String path, String allowed) {
        assertThat(method("OPTIONS", path).header("Allow")).isEqualTo(allowed);
        Api.Answer refused = method("PATCH", path);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void theApiPageIsServed() {
        Api.Answer answer = api.get("/api/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("swagger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/js/main.js", "/v1/presets", "/v1/stylizations/unknown", "/nowhere", "/openapi"})
    void noAnswerMayBeFramedOrTakenForAnotherType(String path) {
        Api.Answer answer = api.get(path);

        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void presetsComeWithTheirRecipes() {
        JsonNode items = api.get("/v1/presets").json().path("items");
        assertThat(items).extracting(item -> item.path("name").asText()).isEqualTo(Presets.names());
        assertThat(items).allMatch(item -> !item.path("description").asText().isEmpty());
        assertThat(items).allMatch(item -> item.path("recipe").path("steps").asInt() > 0);
    }

    @Test
    void everyTypeOfProblemIsExplained() {
        for (ProblemType type : ProblemType.values()) {
            Api.Answer answer = api.get("/problems/" + type.slug());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).startsWith(type.title() + ": ").hasLineCount(1);
        }
        assertThat(api.get("/problems/none").status()).isEqualTo(404);
    }

    @Test
    void itIsReadyWhenViewAndLedgerAre() {
        await().atMost(ofSeconds(60)).untilAsserted(() -> {
            JsonNode ready = management.get("/q/health/ready").json();
            assertThat(ready.path("status").asText()).isEqualTo("UP");
            assertThat(ready.findValue("viewCaughtUp").asBoolean()).isTrue();
            assertThat(ready.findValue("ledger").asText()).isEqualTo("RUNNING");
        });
        assertThat(management.get("/q/health/live").status()).isEqualTo(200);
    }

    @Test
    void theMetricsAreTheDocumentedOnes() throws IOException {
        Map<String, String> scraped = new TreeMap<>();
        Matcher found = Pattern.compile("# HELP (stylize_\\S+) (.*)\n# TYPE \\S+ (\\S+)")
                .matcher(scrape());
        while (found.find()) {
            if (!found.group(1).endsWith("_max")) { // comes with each timer
                String total =
                        found.group(3).equals("counter") && !found.group(1).endsWith("_total") ? "_total" : "";
                scraped.put(
                        found.group(1) + total,
                        found.group(3) + ": " + found.group(2).strip());
            }
        }
        Map<String, String> documented = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `(stylize_(?!worker_)\\S+)` \\| (\\S+) \\| .*?\\| (.*) \\|$")
                .matcher(Files.readString(Path.of("../docs/metrics.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) + ": " + row.group(3));
        }
        assertThat(documented).isEqualTo(scraped);
    }

    @Test
    void theStoreIsSweptByTheOnlyGateway() {
        // A sweep that comes before the view has read everything is tried again after a minute.
        await().atMost(ofMinutes(5)).untilAsserted(() -> assertThat(metric("stylize_sweeper_last_end_seconds"))
                .isPositive());
    }

    @Test
    void jobsAndTheQueueAreMeasured() {
        double before = metric("stylize_jobs_finished_total{state=\"completed\"}");
        JobId id = JobId.parse(api.post(
                        "/v1/stylizations",
                        new Api.Multipart()
                                .file("content", SamplePictures.jpeg(64, 64))
                                .file("style", SamplePictures.png(64, 64)))
                .json()
                .path("id")
                .asText());
        await().atMost(ofSeconds(60)).untilAsserted(() -> {
            assertThat(metric("stylize_jobs{state=\"queued\"}")).isPositive();
            assertThat(metric("stylize_queue_lag")).isPositive();
            assertThat(metric("stylize_queue_oldest_age_seconds")).isPositive();
        });
        assertThat(metric("stylize_submissions_seconds_count")).isPositive();
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers());
                EventStream stream = EventStream.open(api, "/v1/stylizations/" + id + "/events")) {
            await().atMost(ofSeconds(60)).until(() -> metric("stylize_sse_streams") >= 1);
            worker.completed(id, worker.attempt(1), SampleJobs.PASTICHE);
            await().atMost(ofSeconds(60)).until(stream::isEnded);
        }
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(metric("stylize_jobs_finished_total{state=\"completed\"}"))
                        .isEqualTo(before + 1));
        assertThat(metric("stylize_job_submit_to_done_seconds_count")).isPositive();
        assertThat(metric("stylize_ledger_state{state=\"running\"}")).isEqualTo(1);
        await().atMost(ofSeconds(60)).until(() -> metric("stylize_sse_streams") == 0);
    }

    /** What a reference leads to, or the node itself. */
    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private Api.Answer method(String name, String path) {
        return api.send(api.request(path).method(name, HttpRequest.BodyPublishers.noBody()));
    }

    private String scrape() {
        return management.get("/q/metrics", "Accept", "text/plain").text();
    }

    private double metric(String name) {
        return scrape().lines()
                .map(line -> line.replace(",}", "}"))
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .filter(value -> !value.isNaN())
                .orElse(-1.0);
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
