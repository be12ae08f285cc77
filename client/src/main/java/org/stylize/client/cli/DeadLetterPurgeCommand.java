package org.stylize.client.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import org.stylize.client.ProblemException;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs dead-letters purge}. */
@Command(
        name = "purge",
        description =
                "Takes dead letters out of the list and prints their ids, or deletes all that are older than a time"
                        + " and prints their number. On a terminal it asks first.")
final class DeadLetterPurgeCommand extends JobCommand {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids, as the list prints them.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Delete all dead letters that are older: 90s, 10m, 2h, 1d or 1h30m; 0s for all.")
    private @Nullable Duration age;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    private final Clock clock = Clock.systemUTC();

    DeadLetterPurgeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (ids.isEmpty() == (age == null)) {
            throw wrongUse("expected either ids or --older-than");
        }
        String what = age == null ? ids.size() + " dead letters" : "all dead letters that are older than " + age;
        requireAgreed("Delete " + what + "?", yes);
        return age == null ? purge(ids) : purge(clock.instant().minus(age));
    }

    private int purge(Instant before) throws InterruptedException {
        int removed = client().purgeDeadLetters(before);
        print(json() ? Json.write(Map.of("removed", removed)) : String.valueOf(removed));
        return ExitCodes.OK;
    }

    private int purge(List<String> letters) throws InterruptedException {
        StylizeClient client = client();
        int code = ExitCodes.OK;
        for (String id : letters) {
            try {
                client.deleteDeadLetter(id);
                print(json() ? Json.write(Map.of("id", id)) : id);
            } catch (ProblemException e) {
                code = tellOfOne(e);
            }
        }
        return code;
    }
}
