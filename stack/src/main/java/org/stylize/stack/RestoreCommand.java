package org.stylize.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.stylize.base.ExitCodes;
import org.stylize.stack.backup.Kept;
import org.stylize.stack.backup.Manifest;
import org.stylize.stack.backup.NotReadyException;
import org.stylize.stack.backup.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stack restore}: writes what {@code stack backup} has copied to a Kafka that is new. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Writes a backup to a Kafka on which provision has just made the topics, before the first gateway"
                + " starts. Gateways then start with empty directories: docs/backup.md.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "Directory of the backup.")
    private Path directory = Path.of("");

    @Option(
            names = "--ledger",
            paramLabel = "NAME",
            defaultValue = "stylize-ledger",
            description = "gateway.ledger.application-id of the gateways. Default: ${DEFAULT-VALUE}")
    private String ledger = "";

    @Override
    public Integer call() {
        if (!Manifest.isIn(directory)) {
            throw new StackException(ExitCodes.FAILED, "There is no complete backup in --from " + directory, null);
        }
        try {
            Manifest manifest = Manifest.readFrom(directory);
            new Restore(kafka.client(), new Kept(ledger), directory, manifest)
                    .make()
                    .forEach((topic, count) -> System.out.println(topic + ": " + count));
            System.out.println("restored: " + directory);
            return ExitCodes.OK;
        } catch (NotReadyException e) {
            throw new StackException(ExitCodes.FAILED, "Nothing was restored: " + e.getMessage(), e);
        } catch (IOException | KafkaException e) {
            throw failed(e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private StackException failed(Throwable cause) {
        return new StackException(
                ExitCodes.FAILED,
                "Cannot write the backup in " + directory + " to Kafka at " + kafka.bootstrap() + ": "
                        + cause.getMessage(),
                cause);
    }
}
