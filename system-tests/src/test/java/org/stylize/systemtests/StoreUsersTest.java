package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The users of the compose file's store: how they are made, and what their policies say. */
class StoreUsersTest {
    private static final Path USERS = Checkout.file("deploy/minio/users.sh");

    /** A program that stands for MinIO's client: says what it was called with. */
    private static final String CLIENT = """
            #!/bin/sh
            printf '%s|' "$@" >>calls
            case "$*" in *"user add"*) while read -r line; do printf '<%s' "$line" >>calls; done ;; esac
            printf '\\n' >>calls
            printf '%s %s\\n' "$MC_HOST_store" "$SSL_CERT_FILE" >>hosts
            """;

    @Test
    void theBucketAndAUserForEachKindOfServiceAreMadeWithoutSecretsOnCommandLines(@TempDir Path directory)
            throws Exception {
        Files.writeString(directory.resolve("root-user"), "store-admin");
        Files.writeString(directory.resolve("root-password"), "secret0");
        Files.writeString(directory.resolve("gateway-key"), "secret1\n");
        Files.writeString(directory.resolve("worker-key"), "secret2\n");
        Path client = Files.writeString(directory.resolve("mc"), CLIENT);
        assertThat(client.toFile().setExecutable(true)).isTrue();

        ProcessBuilder builder = new ProcessBuilder("sh", USERS.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("STYLIZE_SECRETS", directory.toString());
        builder.environment().put("TMPDIR", directory.toString());
        builder.environment().merge("PATH", directory.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();

        String place = "--config-dir|" + directory + "/mc|"; // of what the client keeps
        String policies = USERS.resolveSibling("").toString();
        assertThat(Files.readAllLines(directory.resolve("calls")))
                .containsExactly(
                        place + "mb|--ignore-existing|store/stylize|",
                        place + "admin|policy|create|store|stylize-gateway|" + policies + "/gateway.json|",
                        place + "admin|user|add|store|<gateway<secret1",
                        place + "admin|policy|attach|store|stylize-gateway|--user|gateway|",
                        place + "admin|policy|create|store|stylize-worker|" + policies + "/worker.json|",
                        place + "admin|user|add|store|<worker<secret2",
                        place + "admin|policy|attach|store|stylize-worker|--user|worker|");
        assertThat(Files.readAllLines(directory.resolve("hosts")))
                .containsOnly("https://store-admin:secret0@minio:9000 " + directory + "/ca.pem");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, s3:PutObject, stylize/acme/uploads/1/content, true",
        "gateway, s3:DeleteObject, stylize/acme/jobs/1/a/pastiche.png, true",
        "gateway, s3:ListBucket, stylize, true",
        "gateway, s3:DeleteBucket, stylize, false",
        "gateway, s3:GetObject, another/acme/uploads/1/content, false",
        "worker, s3:GetObject, stylize/acme/uploads/1/content, true",
        "worker, s3:ListBucket, stylize, true",
        "worker, s3:PutObject, stylize/acme/jobs/1/a/pastiche.png, true",
        "worker, s3:DeleteObject, stylize/acme/jobs/1/checkpoints/100-a.safetensors, true",
        "worker, s3:PutObject, stylize/cache/styles/1/description.safetensors, true",
        "worker, s3:PutObject, stylize/jobs/probe/worker-1, true",
        "worker, s3:DeleteObject, stylize/jobs/probe/worker-1, true",
        "worker, s3:PutObject, stylize/acme/uploads/1/content, false",
        "worker, s3:PutObject, stylize/acme/uploads/jobs/1, false",
        "worker, s3:DeleteObject, stylize/acme/uploads/1/content, false",
        "worker, s3:PutObject, stylize/sweeper/jobs-topic, false",
        "worker, s3:CreateBucket, another, false",
        "worker, s3:DeleteBucket, stylize, false"
    })
    void policiesAllowWhatServicesNeedAndNoMore(String user, String action, String resource, boolean isAllowed)
            throws IOException {
        JsonNode statements = new ObjectMapper()
                .readTree(Checkout.file("deploy/minio/" + user + ".json").toFile())
                .path("Statement");

        assertThat(says(statements, "Allow", action, resource) && !says(statements, "Deny", action, resource))
                .isEqualTo(isAllowed);
    }

    private static boolean says(JsonNode statements, String effect, String action, String resource) {
        return StreamSupport.stream(statements.spliterator(), false)
                .filter(statement -> statement.path("Effect").asText().equals(effect))
                .anyMatch(statement -> matches(statement.path("Action"), action)
                        && matches(statement.path("Resource"), "arn:aws:s3:::" + resource));
    }

    /** A star in a policy stands for any characters, slashes too. */
    private static boolean matches(JsonNode patterns, String value) {
        return StreamSupport.stream(patterns.spliterator(), false)
                .anyMatch(pattern -> value.matches(("\\Q" + pattern.asText() + "\\E").replace("*", "\\E.*\\Q")));
    }
}
