package org.stylize.gateway.submission;

import java.util.List;
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

    /**
     * Hands commands over; when this returns, all are kept on all in-sync replicas.
     *
     * @throws UnavailableException if that could not be confirmed in time for one of them; each may or may not be kept then
     */
    default void send(List<JobCommand> commands, Trace trace) {
        commands.forEach(command -> send(command, trace));
    }
}
