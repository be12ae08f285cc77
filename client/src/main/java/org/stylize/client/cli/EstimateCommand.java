package org.stylize.client.cli;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Estimate;
import org.stylize.client.EstimateRequest;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.Lane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stylize-jobs estimate}. */
@Command(
        name = "estimate",
        description = "Shows what jobs would cost and when they would be done; nothing is submitted.")
final class EstimateCommand extends JobCommand {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

    @Option(
            names = "--photo",
            paramLabel = "WxH",
            description = "Size of the photograph in pixels, such as 3000x2000. Default: it counts as a square, which"
                    + " costs most.")
    private @Nullable String photograph;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1", description = "How many such jobs. Default: 1.")
    private int jobs;

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            completionCandidates = Converters.Lanes.class,
            description = "${COMPLETION-CANDIDATES}. Default: interactive.")
    private @Nullable Lane lane;

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    EstimateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        Estimate estimate = client().estimate(new EstimateRequest(size(), recipe.choice(), lane, jobs));
        if (json()) {
            terminal().out().println(Json.write(estimate));
        } else {
            print(estimate);
        }
        terminal().out().flush();
        return estimate.refusal() == null ? ExitCodes.OK : ExitCodes.REFUSED;
    }

    private JobView.@Nullable Size size() {
        if (photograph == null) {
            return null;
        }
        Matcher size = SIZE.matcher(photograph);
        if (!size.matches()) {
            throw wrongUse("--photo: expected a size such as 3000x2000 but found '" + photograph + "'");
        }
        return new JobView.Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
    }

    private void print(Estimate estimate) {
        line("jobs", estimate.jobs());
        line("size", estimate.size() == null ? null : EventText.size(estimate.size()));
        line("steps", estimate.steps());
        line("costs", String.format(Locale.ROOT, "%.1f million pixel-steps", estimate.pixelSteps() / 1e6));
        if (estimate.workerMemoryBytes() != null) {
            line("memory", "about " + (estimate.workerMemoryBytes() >> 20) + " MiB of a worker");
        }
        line(
                "work",
                estimate.workerSeconds() == null
                        ? null
                        : ProgressText.time(estimate.workerSeconds()) + " of one worker");
        line("waiting", estimate.waiting());
        line("would begin", time(estimate.expectedStartAt()));
        line("would end", time(estimate.expectedEndAt()));
        line("refused", estimate.refusal());
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            terminal().out().printf("%-11s %s%n", name, value);
        }
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : TimeText.of(time);
    }
}
