package org.stylize.gateway.access;

import org.stylize.proto.AuditEvent;

/** Where it is kept who got in, who did not, and what became of keys. */
@FunctionalInterface
public interface AuditLog {
    /** Keeps an event, as well as it can. Returns at once and never fails. For any thread. */
    void write(AuditEvent event);
}
