package org.stylize.client.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import org.stylize.client.WebhookView;

/** A command that shows a webhook. */
abstract class WebhookCommand extends JobCommand {
    WebhookCommand(Terminal terminal) {
        super(terminal);
    }

    final int show(WebhookView webhook) {
        if (json()) {
            print(Json.write(webhook));
            return ExitCodes.OK;
        }
        line("id", webhook.id());
        line("url", webhook.url());
        line("description", webhook.description().isEmpty() ? null : webhook.description());
        line("events", EventTypes.text(webhook.events()));
        line("state", webhook.state());
        line("created", webhook.createdAt() == null ? null : TimeText.of(webhook.createdAt()));
        line("by", webhook.createdBy());
        line("failing since", webhook.failingSince() == null ? null : TimeText.of(webhook.failingSince()));
        line("disabled", webhook.disabledAt() == null ? null : TimeText.of(webhook.disabledAt()));
        line("because", webhook.disabledReason());
        line("old secret", webhook.oldSecretUntil() == null ? null : "until " + TimeText.of(webhook.oldSecretUntil()));
        return ExitCodes.OK;
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            print(String.format(Locale.ROOT, "%-13s %s", name, value));
        }
    }
}
