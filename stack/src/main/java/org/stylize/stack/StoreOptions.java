package org.stylize.stack;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that the stack and {@code provision} share: who may use the store, and what both set up. */
final class StoreOptions {
    @Option(
            names = "--access-key",
            paramLabel = "KEY",
            defaultValue = "stylize",
            description = "Access key of the S3 store. For development, default: ${DEFAULT-VALUE}")
    String accessKey = "";

    @Option(
            names = "--secret-key",
            paramLabel = "KEY",
            defaultValue = "${env:STYLIZE_S3_SECRET_KEY:-stylize-secret}",
            description =
                    "Secret key of the S3 store; also read from STYLIZE_S3_SECRET_KEY. For development, default: stylize-secret")
    String secretKey = "";

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "stylize",
            description = "Bucket for pictures and checkpoints. Default: ${DEFAULT-VALUE}")
    String bucket = "";

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Partitions of each topic that is created, except requests, which has one. Default: ${DEFAULT-VALUE}")
    int partitions;

    @Option(
            names = "--lock-duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "How long a worker holds a request without renewing it; then another gets it. Default: ${DEFAULT-VALUE}")
    Duration lockDuration = Duration.ZERO;

    @Option(
            names = "--tenants",
            paramLabel = "NAME,...",
            defaultValue = "",
            converter = Tenants.Converter.class,
            description = "Tenants whose services may submit over Kafka; each gets a topic of submissions and one of"
                    + " events. Others use REST.")
    Tenants tenants = Tenants.NONE;
}
