package org.stylize.gateway.rest;

import jakarta.ws.rs.core.HttpHeaders;
import org.stylize.proto.Trace;

/** The trace that a request belongs to, by W3C Trace Context. */
final class TraceHeaders {
    private TraceHeaders() {}

    static Trace of(HttpHeaders headers) {
        return Trace.of(text(headers, Trace.PARENT), text(headers, Trace.STATE));
    }

    private static String text(HttpHeaders headers, String name) {
        String value = headers.getHeaderString(name);
        return value == null ? "" : value;
    }
}
