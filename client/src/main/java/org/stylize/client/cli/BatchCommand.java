package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ShutdownHook;
import org.stylize.client.BatchEvent;
import org.stylize.client.BatchView;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;

/** What the commands for batches share: following a batch to its end, and fetching its pictures. */
abstract class BatchCommand extends JobCommand {
    BatchCommand(Terminal terminal) {
        super(terminal);
    }

    /**
     * Follows a batch to its end, and fetches its pictures.
     *
     * @param show whether to show progress on the way
     * @param folder receives the pictures; null for none
     * @param names of local files, by the names of their uploads in the ZIP
     * @return the exit code
     */
    final int finishBatch(
            StylizeClient client, String id, boolean show, @Nullable Path folder, Map<String, String> names)
            throws InterruptedException {
        BatchView batch = follow(client, id, show ? watcher() : event -> {});
        if (json()) {
            print(show ? JsonWatcher.line("ended", batch) : Json.write(batch));
        } else if (folder == null) {
            print(id);
        }
        if (folder != null && batch.counts().completed() > 0) {
            fetch(client, id, folder, names);
        }
        BatchView.Counts counts = batch.counts();
        boolean failed = counts.failed() + counts.cancelled() + counts.expired() > 0;
        if (failed) {
            terminal().err().println("The batch " + id + " ended with " + BatchText.counts(batch));
            terminal().err().flush();
        }
        return failed ? ExitCodes.JOB_FAILED : ExitCodes.OK;
    }

    /** Writes the pictures of all completed jobs into a folder, and prints the files. */
    final void fetch(StylizeClient client, String id, Path folder, Map<String, String> names)
            throws InterruptedException {
        for (Path file : new ResultFolder(folder, names).fetch(client.batches(), id)) {
            print(json() ? Json.write(Map.of("batch", id, "file", file.toString())) : file.toString());
        }
    }

    final void print(BatchView batch) {
        print(json() ? Json.write(batch) : batch.id());
    }

    final void print(String line) {
        terminal().out().println(line);
        terminal().out().flush();
    }

    private BatchView follow(StylizeClient client, String id, Consumer<BatchEvent> watcher)
            throws InterruptedException {
        ShutdownHook hint = InterruptHint.install(terminal(), "batch", "batch watch " + id);
        try {
            return client.batches().follow(id, watcher);
        } finally {
            hint.close();
        }
    }

    private Consumer<BatchEvent> watcher() {
        return json() ? new BatchJsonWatcher(terminal()) : new BatchWatcher(terminal(), System::nanoTime);
    }
}
