package org.stylize.gateway.access;

import org.stylize.proto.SessionRecord;

/** Where all gateways write who is logged in, and from where they learn it. */
public interface SessionLog {
    /**
     * Keeps a session; when this returns, it is kept. May take seconds.
     *
     * @throws SessionsUnavailableException if that could not be confirmed in time
     */
    void started(SessionRecord session);

    /**
     * Ends a session, as {@link #started} begins one.
     *
     * @param sha256 of what the browser has
     * @throws SessionsUnavailableException if that could not be confirmed in time
     */
    void ended(String sha256);
}
