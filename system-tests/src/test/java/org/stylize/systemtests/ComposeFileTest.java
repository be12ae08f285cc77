package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.systemtests.ComposeFile.Service;

/** No Docker engine is needed: the files are held against the specification's schema and against the checkout. */
class ComposeFileTest {
    private static final int MOST_GPUS = 8;
    private static final Schema SCHEMA = schema();
    private static final ComposeFile COMPOSE = ComposeFile.read(Checkout.file("docker-compose.yml"));

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "docker-compose.gpu.yml", "docker-compose.tls.yml"})
    void fileIsValidByTheComposeSpecification(String file) {
        assertThat(errorsIn(ComposeFile.read(Checkout.file(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {worker: {image: a, healtcheck: {test: b}}}",
                "services: {worker: {image: a, restart: [always]}}",
                "service: {worker: {image: a}}",
                "services: {worker: {image: a, deploy: {resources: {reservations: {devices: [{driver: nvidia}]}}}}}"
            })
    void schemaRefusesWhatIsMistyped(String yaml) {
        assertThat(errorsIn(ComposeFile.parse(yaml))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceReadsFilesThatAreThere(String name, Service service) {
        assertThat(service.mountedFiles())
                .allSatisfy(path -> assertThat(Checkout.file(path)).exists());
        if (service.has("build")) {
            assertThat(Checkout.file((String) service.at("build", "context"))).isDirectory();
            assertThat(Checkout.file((String) service.at("build", "dockerfile")))
                    .isRegularFile();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceIsPinnedBoundedWatchedAndStartedAgain(String name, Service service) {
        assertThat(service.text("image")).matches(".+:.+").doesNotEndWith(":latest");
        assertThat(service.at("deploy", "resources", "limits", "memory")).isNotNull();
        assertThat(service.at("logging", "options", "max-size")).isNotNull();
        assertThat(service.has("restart")).isTrue();
        assertThat(service.has("healthcheck"))
                .as("every service has a health check, but those that end")
                .isEqualTo(!service.text("restart").startsWith("on-failure"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceWaitsForServicesThatTellTheirState(String name, Service service) {
        service.map("depends_on").forEach((other, how) -> {
            Service awaited = COMPOSE.services().get(other);
            assertThat(awaited).as(other).isNotNull();
            Object condition = ((Map<?, ?>) how).get("condition");
            assertThat(condition)
                    .isEqualTo(awaited.has("healthcheck") ? "service_healthy" : "service_completed_successfully");
        });
    }

    @Test
    void workersCanBeMany() {
        Service worker = COMPOSE.services().get("worker");

        assertThat(worker.has("ports")).isFalse();
        assertThat(worker.has("container_name")).isFalse();
        assertThat((List<?>) worker.content().get("volumes"))
                .as("a named volume is shared by all workers, so they only read it; one without a name stays behind")
                .allSatisfy(volume -> assertThat((String) volume).matches("[^:]+:.+:ro"));
    }

    @Test
    void workerHasAsManyProcessorsAsThreads() {
        Service worker = COMPOSE.services().get("worker");

        assertThat(worker.environment().get("WORKER_THREADS"))
                .isEqualTo(worker.environment().get("OMP_NUM_THREADS"));
        assertThat(worker.at("deploy", "resources", "limits", "cpus"))
                .hasToString(String.valueOf(worker.environment().get("WORKER_THREADS")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceSeesItsOwnSecretsOnlyAndCannotChangeThem(String name, Service service) {
        assertThat(service.namedVolumes())
                .filteredOn(volume -> volume.matches("(authority|.+-secrets):.*"))
                .allSatisfy(volume -> assertThat(volume)
                        .matches(
                                switch (name) {
                                    case "secrets" -> "(.+?)(-secrets)?:/secrets/\\1";
                                    case "kafka" -> "kafka-secrets:(/run/stylize|/mnt/shared/config):ro";
                                    case "minio", "store-users" -> "store-secrets:/run/stylize:ro";
                                    default -> name + "-secrets:/run/stylize:ro";
                                }));
    }

    @ParameterizedTest
    @MethodSource("services")
    void noSecretStandsInTheFile(String name, Service service) {
        assertThat(service.environment()).allSatisfy((variable, value) -> assertThat(variable)
                .as("a file has the secret")
                .doesNotMatch(".*(PASSWORD|SECRET|SECRET_KEY|ACCESS_KEY|ROOT_USER|JAAS_CONFIG)"));
        assertThat(service.content().toString()).doesNotContain("stylize-secret", "http://minio");
    }

    @Test
    void eachGpuHasAWorkerServiceOfItsOwn() {
        ComposeFile gpu = ComposeFile.read(Checkout.file("docker-compose.gpu.yml"));

        assertThat(gpu.services()).hasSize(MOST_GPUS);
        for (int number = 0; number < MOST_GPUS; number++) {
            Service worker = gpu.services().get(number == 0 ? "worker" : "worker-gpu" + number);
            assertThat(worker.environment()).containsExactly(Map.entry("WORKER_DEVICE", "gpu0"));
            assertThat(Checkout.file((String) worker.at("build", "dockerfile"))).isRegularFile();
            assertThat(worker.at("deploy", "resources", "reservations", "devices"))
                    .isEqualTo(List.of(Map.of(
                            "driver", "nvidia",
                            "device_ids", List.of(String.valueOf(number)),
                            "capabilities", List.of("gpu"))));
        }
    }

    @Test
    void profileGivesThatManyGpuWorkersWhichAreFoundAsWorkers() {
        ComposeFile gpu = ComposeFile.read(Checkout.file("docker-compose.gpu.yml"));

        assertThat(gpu.services().get("worker").has("profiles")).isFalse();
        for (int number = 1; number < MOST_GPUS; number++) {
            Service worker = gpu.services().get("worker-gpu" + number);
            assertThat(worker.content().get("profiles"))
                    .isEqualTo(IntStream.rangeClosed(number + 1, MOST_GPUS)
                            .mapToObj(gpus -> "gpus-" + gpus)
                            .toList());
            assertThat(worker.map("extends")).isEqualTo(Map.of("file", "docker-compose.yml", "service", "worker"));
            assertThat(worker.at("networks", "default", "aliases"))
                    .as("the name by which Prometheus finds workers")
                    .isEqualTo(List.of("worker"));
        }
    }

    @Test
    void variablesOfTheComposeFileAreInTheExample() throws IOException {
        String example = Files.readString(Checkout.file(".env.example"));
        String files = Files.readString(Checkout.file("docker-compose.yml"))
                + Files.readString(Checkout.file("docker-compose.gpu.yml"))
                + Files.readString(Checkout.file("docker-compose.tls.yml"));

        Map<String, String> defaults = new TreeMap<>();
        Pattern.compile("\\$\\{(\\w+):-([^}]*)}")
                .matcher(files)
                .results()
                .forEach(variable -> defaults.put(variable.group(1), variable.group(2)));
        assertThat(example.lines().filter(line -> line.matches("#?\\w+=.*")).map(line -> line.replaceFirst("^#", "")))
                .containsExactlyInAnyOrderElementsOf(
                        defaults.entrySet().stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void imageRunsItsProgramItselfAndNotAsRoot(Path path) {
        Dockerfile dockerfile = Dockerfile.read(path);

        assertThat(dockerfile.user()).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(dockerfile.entrypoint())
                .as("only in this form does SIGTERM reach the program")
                .startsWith("[\"java\"");
        assertThat(dockerfile.images()).allSatisfy(image -> assertThat(image).matches(".+:.+"));
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatImagesCopyReachesTheBuilder(Path path) throws IOException {
        List<String> allowed = Files.readAllLines(Checkout.file(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(Dockerfile.read(path).copied()).isNotEmpty().allSatisfy(source -> assertThat(allowed)
                .as(".dockerignore lets %s through", source)
                .anyMatch(prefix -> source.equals(prefix) || source.startsWith(prefix + "/")));
    }

    static Stream<Arguments> services() {
        return COMPOSE.services().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    static Stream<Path> dockerfiles() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.file("deploy/images"))) {
            return files.filter(file -> file.toString().endsWith(".Dockerfile")).sorted().toList().stream();
        }
    }

    private static List<String> errorsIn(ComposeFile file) {
        try {
            String json = new ObjectMapper().writeValueAsString(file.content());
            return SCHEMA.validate(json, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("classpath:compose-spec.json"));
    }
}
