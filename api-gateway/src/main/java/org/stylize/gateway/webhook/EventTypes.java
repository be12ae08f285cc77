package org.stylize.gateway.webhook;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.stylize.proto.JobEvent;

/** The types of events that are sent to webhooks. */
public final class EventTypes {
    /** Somebody tries a webhook; it is sent whatever the webhook listens to. */
    public static final String TEST = "stylize.test";
    /** Another webhook of the tenant was switched off by a gateway. */
    public static final String DISABLED = "stylize.webhook.disabled";

    /** A running job got on; sent now and then, once, and not kept. */
    public static final String PROGRESS = "stylize.progress";

    private static final Set<String> KNOWN = types(kind -> true, Set.of(DISABLED, PROGRESS));
    private static final Set<String> USUAL = types(JobEvent.Kind::isTerminal, Set.of(DISABLED));

    private EventTypes() {}

    /** {@code stylize.completed}, … */
    public static String of(JobEvent.Kind kind) {
        return "stylize." + kind.label();
    }

    /** Those to which a webhook may listen, in alphabetical order. */
    public static Set<String> known() {
        return KNOWN;
    }

    /** Those to which a webhook listens if nothing else is said: how jobs end, and webhooks that are switched off. */
    public static Set<String> usual() {
        return USUAL;
    }

    private static Set<String> types(Predicate<JobEvent.Kind> which, Set<String> others) {
        Set<String> types = new TreeSet<>(others);
        Arrays.stream(JobEvent.Kind.values()).filter(which).map(EventTypes::of).forEach(types::add);
        return Collections.unmodifiableSet(types);
    }
}
