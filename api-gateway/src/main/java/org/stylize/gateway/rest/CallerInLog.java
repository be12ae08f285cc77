package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.slf4j.MDC;

/** Lets each line of the log that a request leads to say whose request it was. */
public final class CallerInLog {
    private final Caller caller;

    public CallerInLog(Caller caller) {
        this.caller = requireNonNull(caller, "caller is null");
    }

    /** Who it is has no characters that could end a line: keys, issuers and tenants are checked for that. */
    @ServerRequestFilter
    public void note() {
        caller.known().ifPresent(known -> {
            MDC.put("caller", known.subject());
            MDC.put("tenant", known.tenant().name());
        });
    }
}
