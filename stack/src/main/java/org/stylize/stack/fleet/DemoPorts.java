package org.stylize.stack.fleet;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the ports of the demo before anything is started. A port that was asked for must be free; a usual port that is
 * taken gives way to any free one, with a line that says so.
 */
final class DemoPorts {
    private static final int HIGHEST = 65_535;

    private final PrintStream out;
    private final Map<Integer, String> chosen = new HashMap<>();

    DemoPorts(PrintStream out) {
        this.out = out;
    }

    /** A port that was asked for and cannot be had; the message names it and the option that changes it. */
    static final class PortException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortException(String message) {
            super(message);
        }
    }

    /**
     * Answers the port to listen on, 0 for any free one.
     *
     * @param asked what the option says; null if it was not given
     * @param usual taken if the option was not given; 0 for any free one
     * @param service what will listen, for messages
     * @throws PortException if the port that was asked for is taken, given twice, or none at all
     */
    int choose(@Nullable Integer asked, int usual, String service, String option) {
        int port = asked == null ? usual : asked;
        if (port < 0 || port > HIGHEST) {
            throw new PortException(option + " must be a port from 0 to " + HIGHEST + " but is " + port + ".");
        }
        if (port == 0) {
            return 0;
        }
        String other = chosen.get(port);
        if (other == null && isFree(port)) {
            chosen.put(port, service);
            return port;
        }
        String taken = "Port " + port + " is taken by " + (other == null ? "another program" : other);
        if (asked != null) {
            throw new PortException(taken + ", so " + service + " cannot listen there. Choose another one with "
                    + option + " PORT; " + option + " 0 takes any free one.");
        }
        out.println(taken + ", so " + service + " takes any free one; " + option + " PORT chooses it.");
        return 0;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
