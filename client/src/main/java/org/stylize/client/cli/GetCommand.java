package org.stylize.client.cli;

import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.Losses;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs get}. */
@Command(name = "get", description = "Shows the current state of a job.")
final class GetCommand extends JobCommand {
    @Parameters(paramLabel = "ID", description = "Id of the job, or its beginning.")
    private String id = "";

    GetCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        JobView job = client.get(ShortId.ofJob(client, id));
        if (json()) {
            terminal().out().println(Json.write(job));
        } else {
            print(job);
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private void print(JobView job) {
        line("id", job.id());
        line("state", EventText.state(job));
        line("preset", job.preset());
        line("lane", job.lane());
        line("batch", job.batch());
        job.labels().forEach((name, value) -> line("label", name + "=" + value));
        job.metadata().forEach((name, value) -> line("metadata", name + "=" + value));
        line("format", job.output() == null ? null : job.output().format());
        line("retry of", job.retryOf());
        line("reused from", job.reusedFrom());
        line("submitted", time(job.submittedAt()));
        line("started", time(job.startedAt()));
        line("updated", time(job.updatedAt()));
        line("goes on", time(job.notBefore()));
        if (job.queue() != null) {
            line("ahead", job.queue().ahead());
            line("starts", time(job.queue().expectedStartAt()));
        }
        line("expires", time(job.expiresAt()));
        line("deadline", time(job.deadline()));
        line("attempts", job.attempt());
        line("worker", job.worker());
        line("size", job.size() == null ? null : EventText.size(job.size()));
        line("losses", losses(job.losses()));
        line("painted in", job.optimizationSeconds() == null ? null : ProgressText.time(job.optimizationSeconds()));
        line("result", job.result());
        line("sha256", job.sha256());
        line("problem", job.problem());
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            PrintWriter out = terminal().out();
            out.printf("%-11s %s%n", name, value);
        }
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : TimeText.of(time);
    }

    private static @Nullable String losses(@Nullable Losses losses) {
        return losses == null
                ? null
                : "total " + ProgressText.number(losses.total()) + ", content " + ProgressText.number(losses.content())
                        + ", style " + ProgressText.number(losses.style()) + ", total variation "
                        + ProgressText.number(losses.totalVariation());
    }
}
