package org.stylize.stack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stack provision}: sets up a Kafka and an S3 store that somebody else runs. */
@Command(
        name = "provision",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes topics, settings of the share group, and bucket on a Kafka and an S3 store that run"
                + " elsewhere. May be run again at any time.")
final class ProvisionCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--s3-endpoint", paramLabel = "URL", required = true, description = "Where the S3 store is.")
    private String s3Endpoint = "";

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Replicas of each partition of topics that are made; -1, the default, takes the broker's"
                    + " default. 3 on three brokers or more.")
    private short replicas;

    @Option(
            names = "--min-isr",
            paramLabel = "N",
            defaultValue = "-1",
            description =
                    "In-sync replicas that a write to a topic needs (min.insync.replicas), also of topics that are"
                            + " there; -1, the default, takes the broker's default. 2 with 3 replicas.")
    private short leastInSync;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "Longest wait for Kafka. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--kafka-passwords",
            paramLabel = "FILE",
            description =
                    "Users and passwords (gateway=..., worker=..., a tenant's name=...) to set for SCRAM-SHA-512.")
    private @Nullable Path kafkaPasswords;

    @Option(
            names = "--kafka-rights",
            description =
                    "Gives the users gateway and worker, and one for each tenant, the rights that they need and no"
                            + " others. The broker needs an authorizer.")
    private boolean kafkaRights;

    @Option(
            names = "--secret-key-file",
            paramLabel = "FILE",
            description = "File with the secret key of the S3 store, instead of --secret-key.")
    private @Nullable Path secretKeyFile;

    @Option(
            names = "--s3-ca",
            paramLabel = "FILE",
            description =
                    "PEM file with the authorities that the store's certificate may come from. Default: Java's own.")
    private @Nullable Path s3Authorities;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Provisioning.Provisioned provisioned = Provisioning.provisionKafka(new Provisioning.KafkaSettings(
                kafka.bootstrap(),
                store.partitions,
                replication(),
                store.lockDuration,
                timeout,
                kafka.config(),
                new KafkaAccess(
                        store.tenants.names(), KafkaOptions.read("--kafka-passwords", kafkaPasswords), kafkaRights)));
        boolean bucketMade = Provisioning.provisionS3(
                new Provisioning.S3Settings(s3Endpoint, store.accessKey, secretKey(), store.bucket, s3Authorities));
        System.out.println("topics made: "
                + (provisioned.made().isEmpty() ? "none, all were there" : String.join(", ", provisioned.made())));
        provisioned.shortcomings().forEach(shortcoming -> System.out.println("warning: " + shortcoming));
        System.out.println("bucket " + store.bucket + (bucketMade ? " made" : " was there"));
        return ExitCodes.OK;
    }

    private Replication replication() {
        try {
            return new Replication(replicas, leastInSync);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private String secretKey() {
        if (secretKeyFile == null) {
            return store.secretKey;
        }
        try {
            return Files.readString(secretKeyFile).strip();
        } catch (IOException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot read --secret-key-file " + secretKeyFile + ": " + e, e);
        }
    }
}
