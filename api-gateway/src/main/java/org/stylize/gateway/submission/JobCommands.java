package org.stylize.gateway.submission;

import org.stylize.proto.JobCommand;
import org.stylize.proto.Trace;

/** Where callers' commands go. For any thread. */
public interface JobCommands {
    /**
     * Hands a command over; when this returns, it is kept on all in-sync replicas.
     *
     * @param trace that the request belongs to
     * @throws UnavailableException if that could not be confirmed in time; the command may or may not be kept then
     */
    void send(JobCommand command, Trace trace);
}
