package org.stylize.worker;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stylize.testing.SettingsTable;

class ConfigurationDocTest {
    private static final String INTRODUCTION = """
            # Settings of the worker

            Set each of them as a system property (`-Dkey=value`, also for `scripts/worker`), as an environment variable, or in
            `config/application.properties` of the working directory. A wrong value stops the worker at its start.

            Settings of Quarkus (`quarkus.*`) can be set in the same way: `quarkus.http.port` is the port of health
            (`/q/health`) and metrics (`/q/metrics`), the only things that it serves; 8081 by default, 0 (any free port) with
            `scripts/worker`. It listens on 127.0.0.1; `quarkus.http.host=0.0.0.0` is all addresses of the machine.

            `worker.limits.image-bytes`, `image-pixels` and `image-side-pixels` must have the values of the gateway's settings
            of the same names. If the worker's limits are stricter, the gateway accepts jobs that then fail at the worker:
            their problem is `image-too-large` or `image-too-small`, and its text says the limit. If they are less strict, the
            gateway still refuses such pictures, but other services can submit them through Kafka.

            A map, such as `worker.kafka.properties`, takes any number of entries. In a properties file, write
            `worker.kafka.properties."security.protocol"=SASL_SSL`. As an environment variable, that is
            `WORKER_KAFKA_PROPERTIES__SECURITY_PROTOCOL_=SASL_SSL`: two underscores before the name and one after it, and one for
            each dot.

            This page is generated from `WorkerConfig`; a test compares the two.
            """;

    @Test
    void theTableOfSettingsIsThatOfTheInterface() {
        SettingsTable.of("worker", INTRODUCTION, WorkerConfig.class)
                .assertIsIn(Path.of("../docs/configuration/worker.md"));
    }
}
