package org.stylize.client.cli;

import org.stylize.client.Json;
import org.stylize.client.Me;
import picocli.CommandLine.Command;

/** {@code stylize-jobs whoami}. */
@Command(name = "whoami", description = "Shows whose key this is, and what it allows.")
final class WhoAmICommand extends JobCommand {
    WhoAmICommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        Me me = client().me();
        if (json()) {
            terminal().out().println(Json.write(me));
        } else {
            print(me);
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private void print(Me me) {
        line("tenant", me.tenant());
        line("subject", me.subject());
        if (me.name() != null) {
            line("name", me.name());
        }
        line("scopes", KeyListCommand.text(me.scopes()));
        line("expires", KeyListCommand.timeOrNever(me.expiresAt()));
    }

    private void line(String name, String value) {
        terminal().out().printf("%-8s %s%n", name, value);
    }
}
