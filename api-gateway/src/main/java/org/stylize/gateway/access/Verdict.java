package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

/** Whether a key counts. */
public sealed interface Verdict {
    /** It does, and this is who has it. */
    record Accepted(Principal principal) implements Verdict {
        public Accepted {
            requireNonNull(principal, "principal is null");
        }
    }

    /** It does not. */
    record Refused(Refusal why) implements Verdict {
        public Refused {
            requireNonNull(why, "why is null");
        }
    }
}
