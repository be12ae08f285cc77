package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.WebhookRecord.Defined;
import org.stylize.proto.WebhookRecord.Health;

/**
 * A webhook as it is now.
 *
 * @param defined what its owner wants
 * @param health what the gateways found; null: nothing yet
 */
public record Webhook(Defined defined, @Nullable Health health) {
    public Webhook {
        requireNonNull(defined, "defined is null");
    }

    public String id() {
        return defined.id();
    }

    /** The server of its address, without what comes after it: that may be a secret. */
    public String server() {
        int end = defined.url().indexOf('/', "https://".length());
        String server = end < 0 ? defined.url() : defined.url().substring(0, end);
        return server.split("[?#]", 2)[0];
    }

    /** Whether events are sent to it. */
    public boolean isOn() {
        return defined.enabled() && offAt() == null;
    }

    /** When a gateway switched it off; null if none did since its owner switched it on. */
    public @Nullable Instant offAt() {
        Instant off = health == null ? null : health.offAt();
        return off == null || off.isBefore(defined.enabledAt()) ? null : off;
    }

    /** Why a gateway switched it off; null if none did since its owner switched it on. */
    public @Nullable String offReason() {
        return health == null || offAt() == null ? null : health.offReason();
    }

    /** There were nothing but failures since then; null: the last delivery succeeded. */
    public @Nullable Instant failingSince() {
        Instant since = health == null ? null : health.failingSince();
        return since == null || since.isBefore(defined.enabledAt()) ? null : since;
    }

    boolean listensTo(String type) {
        return isOn() && defined.events().contains(type);
    }
}
