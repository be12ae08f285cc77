package org.stylize.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Override
    public Integer call() {
        List<String> made = Provisioning.provisionKafka(
                new Provisioning.KafkaSettings(bootstrap, store.partitions, replicas, store.lockDuration, timeout));
        boolean bucketMade = Provisioning.provisionS3(
                new Provisioning.S3Settings(s3Endpoint, store.accessKey, store.secretKey, store.bucket));
        System.out.println("topics made: " + (made.isEmpty() ? "none, all were there" : String.join(", ", made)));
        System.out.println("bucket " + store.bucket + (bucketMade ? " made" : " was there"));
        return ExitCodes.OK;
    }
}
