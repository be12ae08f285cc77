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
 * Chooses the ports of the demo before anything is started. A port that an option names must be free. If a default port
 * is taken, any free one is used, and a line says so.
 */
final class DemoPorts {
    private static final int HIGHEST = 65_535;

    private final PrintStream out;
    private final Map<Integer, String> chosen = new HashMap<>();

    DemoPorts(PrintStream out) {
        this.out = out;
    }

    /** The port that an option names cannot be used. The message names the port and the option. */
    static final class PortException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PortException(String message) {
            super(message);
        }
    }

    /**
     * Returns the port to listen on; 0 for any free one.
     *
     * @param asked value of the option; null if it was not given
     * @param usual default port; 0 for any free one
     * @param service name of the service that will listen, for messages
     * @throws PortException if the port of the option is taken, is given twice, or is not a port number
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
