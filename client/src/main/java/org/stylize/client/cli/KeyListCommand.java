package org.stylize.client.cli;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import org.stylize.client.KeyView;
import org.stylize.client.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs keys list}. */
@Command(name = "list", description = "Lists keys, newest first, those that have ended too.")
final class KeyListCommand extends JobCommand {
    private static final String ROW = "%-12s  %-10s  %-7s  %-20s  %-20s  %-18s  %s%n";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "For operators: whose keys; '*' for those of all tenants. Default: your own tenant's.")
    private @Nullable String tenant;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids only.")
    private boolean quiet;

    KeyListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<KeyView> keys = client().keys(tenant);
        if (json()) {
            keys.forEach(key -> terminal().out().println(Json.write(key)));
        } else if (quiet) {
            keys.forEach(key -> terminal().out().println(key.id()));
        } else if (keys.isEmpty()) {
            note("There are no keys.");
        } else {
            terminal().out().printf(ROW, "ID", "TENANT", "STATE", "EXPIRES", "LAST USED", "SCOPES", "NAME");
            keys.forEach(this::print);
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private void print(KeyView key) {
        terminal()
                .out()
                .printf(
                        ROW,
                        key.id(),
                        key.tenant(),
                        key.state(),
                        timeOrNever(key.expiresAt()),
                        timeOrNever(key.lastUsedAt()),
                        text(key.scopes()),
                        key.name());
    }

    /** A time for people, or {@code never} for none. */
    static String timeOrNever(@Nullable Instant time) {
        return time == null ? "never" : TimeText.of(time);
    }

    /** Scopes for people: {@code read,submit}. */
    static String text(List<Scope> scopes) {
        return scopes.stream().map(Scope::toString).collect(Collectors.joining(","));
    }
}
