package org.stylize.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack provision}: sets up a Kafka and an S3 store that somebody else runs. */
@Command(
        name = "provision",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Makes topics, settings of the share group, and bucket on a Kafka and an S3 store that run"
                + " elsewhere. May be run again at any time.")
final class ProvisionCommand implements Callable<Integer> {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true, description = "Where Kafka is.")
    private String bootstrap = "";

    @Option(names = "--s3-endpoint", paramLabel = "URL", required = true, description = "Where the S3 store is.")
    private String s3Endpoint = "";

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Replicas of each partition; -1, the default, takes the broker's default.")
    private short replicas;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "Longest wait for Kafka. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Settings of the Kafka client that does it, such as security.protocol and sasl.jaas.config, by"
                            + " Kafka's names.")
    private @Nullable Path kafkaConfig;

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

    @Override
    public Integer call() {
        List<String> made = Provisioning.provisionKafka(new Provisioning.KafkaSettings(
                bootstrap,
                store.partitions,
                replicas,
                store.lockDuration,
                timeout,
                read("--kafka-config", kafkaConfig),
                new KafkaAccess(store.tenants.names(), read("--kafka-passwords", kafkaPasswords), kafkaRights)));
        boolean bucketMade = Provisioning.provisionS3(
                new Provisioning.S3Settings(s3Endpoint, store.accessKey, secretKey(), store.bucket, s3Authorities));
        System.out.println("topics made: " + (made.isEmpty() ? "none, all were there" : String.join(", ", made)));
        System.out.println("bucket " + store.bucket + (bucketMade ? " made" : " was there"));
        return ExitCodes.OK;
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

    /** Properties; none without a file. */
    private static Map<String, String> read(String option, @Nullable Path file) {
        if (file == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot read " + option + " " + file + ": " + e, e);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
