package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.List;
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
     * @param report what to tell of it
     * @param folder receives the pictures; null for none
     * @param names of local files, by the names of their uploads in the ZIP
     * @return the exit code
     */
    final int finishBatch(
            StylizeClient client, String id, Report report, @Nullable Path folder, Map<String, String> names)
            throws InterruptedException {
        boolean show = report == Report.PROGRESS;
        BatchView batch = follow(client, id, show ? watcher() : event -> {});
        if (report != Report.NOTHING) {
            if (json()) {
                print(show ? JsonWatcher.line("ended", batch) : Json.write(batch));
            } else if (folder == null) {
                print(id);
            }
        }
        if (folder != null && batch.counts().completed() > 0) {
            List<Path> files = new ResultFolder(folder, names).fetch(client.batches(), id);
            if (report != Report.NOTHING) {
                print(id, files);
            }
        }
        BatchView.Counts counts = batch.counts();
        boolean failed = counts.failed() + counts.cancelled() + counts.expired() > 0;
        if (failed) {
            note("The batch " + id + " ended with " + BatchText.counts(batch));
        }
        return failed ? ExitCodes.JOB_FAILED : ExitCodes.OK;
    }

    /** Prints files that were written with the pictures of a batch. */
    final void print(String id, List<Path> files) {
        for (Path file : files) {
            print(json() ? Json.write(Map.of("batch", id, "file", file.toString())) : file.toString());
        }
    }

    final void print(BatchView batch) {
        print(json() ? Json.write(batch) : batch.id());
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
