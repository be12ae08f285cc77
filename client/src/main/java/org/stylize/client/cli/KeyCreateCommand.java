package org.stylize.client.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.client.NewKey;
import org.stylize.client.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs keys create}. */
@Command(
        name = "create",
        description = "Makes a key and prints it, and nothing else, on standard output. It is not shown again.")
final class KeyCreateCommand extends NewKeyCommand {
    @Parameters(paramLabel = "NAME", description = "Name for people, 1 to 80 characters.")
    private String name = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            required = true,
            completionCandidates = Converters.Scopes.class,
            description = "What the key allows: ${COMPLETION-CANDIDATES}. Give it once for each scope.")
    private List<Scope> scopes = new ArrayList<>();

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "For operators: whom the key belongs to. Default: your own tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--expires-in",
            paramLabel = "TIME",
            description = "The key ends after this time: 90d, 12h or 1d12h. Default: never.")
    private @Nullable Duration lifetime;

    @Option(
            names = "--expires-at",
            paramLabel = "WHEN",
            description = "The key ends at this time, such as 2027-01-01T00:00:00Z. Default: never.")
    private @Nullable Instant expiry;

    private final Clock clock = Clock.systemUTC();

    KeyCreateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        NewKey newKey = newKey();
        return show(client().createKey(newKey), "");
    }

    private NewKey newKey() {
        try {
            return new NewKey(name, scopes, tenant, expiresAt());
        } catch (IllegalArgumentException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Instant expiresAt() {
        if (lifetime == null) {
            return expiry;
        }
        if (expiry != null) {
            throw wrongUse("expected either --expires-in or --expires-at but found both");
        }
        if (lifetime.isZero()) {
            throw wrongUse("--expires-in: expected a time such as 90d but found 0");
        }
        return clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    }
}
