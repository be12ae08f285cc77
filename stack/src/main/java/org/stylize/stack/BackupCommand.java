package org.stylize.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.stylize.base.ExitCodes;
import org.stylize.stack.backup.Backup;
import org.stylize.stack.backup.Kept;
import org.stylize.stack.backup.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack backup}: copies what Kafka has of the service to files. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Copies the topics of jobs, keys, events, batches and webhooks to files, while the service goes on."
                        + " The S3 store is copied by its own tools, after this: docs/backup.md.")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "Directory of the backup; made if need be, and empty.")
    private Path directory = Path.of("");

    @Option(
            names = "--ledger",
            paramLabel = "NAME",
            defaultValue = "stylize-ledger",
            description = "gateway.ledger.application-id of the gateways. Default: ${DEFAULT-VALUE}")
    private String ledger = "";

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "Longest search for a moment in which no transaction is open. Default: ${DEFAULT-VALUE}")
    private Duration patience = Duration.ZERO;

    @Override
    public Integer call() {
        requireEmpty();
        try {
            Manifest manifest = new Backup(kafka.client(), new Kept(ledger), directory).make(patience);
            new TreeMap<>(manifest.records()).forEach((topic, count) -> System.out.println(topic + ": " + count));
            if (!manifest.isQuiet()) {
                System.out.println("warning: some transaction was open at every moment of the " + patience.toSeconds()
                        + " s of --patience, so the latest changes of some jobs may be there by half");
            }
            System.out.println("complete: " + directory);
            return ExitCodes.OK;
        } catch (IOException | KafkaException e) {
            throw failed(e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private void requireEmpty() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new StackException(
                        ExitCodes.FAILED, "--to " + directory + " is not empty; each backup needs its own.", null);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StackException failed(Throwable cause) {
        return new StackException(
                ExitCodes.FAILED,
                "Cannot copy Kafka at " + kafka.bootstrap() + " to " + directory + ": " + cause.getMessage(),
                cause);
    }
}
