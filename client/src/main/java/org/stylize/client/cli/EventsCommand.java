package org.stylize.client.cli;

import org.jspecify.annotations.Nullable;
import org.stylize.base.ShutdownHook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs events}. */
@Command(
        name = "events",
        description =
                "Follows the events of all jobs of your tenant as they happen, until Ctrl-C. With --json each has an"
                        + " id, after which --after goes on.")
final class EventsCommand extends JobCommand {
    @Option(
            names = "--after",
            paramLabel = "ID",
            description = "Begin after the event with this id, also one of another gateway. Default: now.")
    private @Nullable String after;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many events. Default: never.")
    private @Nullable Integer limit;

    EventsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit != null) {
            requireLimit(limit);
        }
        TenantWatcher watcher = new TenantWatcher(terminal(), json(), after, limit == null ? Long.MAX_VALUE : limit);
        ShutdownHook hint = ShutdownHook.install("interrupt-hint", () -> tellPlace(watcher));
        try {
            client().followAll(after, watcher);
        } finally {
            hint.close();
        }
        return ExitCodes.OK;
    }

    private void tellPlace(TenantWatcher watcher) {
        String place = watcher.place();
        if (place != null && !json()) {
            note("");
            note("Go on after the last event with: stylize-jobs events --after " + place);
        }
    }
}
