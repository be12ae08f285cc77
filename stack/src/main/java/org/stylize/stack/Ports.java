package org.stylize.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.stylize.base.ExitCodes;

/** Chooses and checks the ports to listen on, before anything is started. */
final class Ports {
    // Below 32768, where Linux begins to hand out ports to outgoing connections: a port chosen here is still free
    // after a kill and a restart.
    private static final int LOWEST_FREE = 20_000;
    private static final int HIGHEST_FREE = 32_000;
    private static final int TRIES = 1_000;

    private final Set<Integer> spokenFor;

    /** @param askedFor ports that are listened on later: none of them is chosen for a service that takes any */
    Ports(Integer... askedFor) {
        spokenFor = new HashSet<>(List.of(askedFor));
    }

    /**
     * Answers the port to listen on, another one at each call.
     *
     * @param host the address to listen on
     * @param port the port asked for; 0 for any that is free
     * @param service what will listen, for the message
     * @param option the option of the command line that changes the port, for the message
     * @throws StackException if the port is taken, or the host is none of this machine
     */
    int choose(String host, int port, String service, String option) {
        int chosen = port == 0 ? anyFree(host, service) : checked(host, port, service, option);
        spokenFor.add(chosen);
        return chosen;
    }

    private static int checked(String host, int port, String service, String option) {
        if (port < 0 || port > 65_535) {
            throw new StackException(ExitCodes.FAILED, option + " must be a port from 0 to 65535 but is " + port, null);
        }
        if (!isFree(host, port)) {
            throw new StackException(
                    StackException.PORT_TAKEN,
                    "Port " + port + " on " + host + " is taken by another program, so " + service
                            + " cannot listen there. Stop that program, or choose another port with " + option
                            + " PORT (" + option + " 0 takes any free one).",
                    null);
        }
        return port;
    }

    private int anyFree(String host, String service) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
            if (!spokenFor.contains(port) && isFree(host, port)) {
                return port;
            }
        }
        throw new StackException(
                StackException.PORT_TAKEN,
                "No free port for " + service + " among " + TRIES + " tried from " + LOWEST_FREE + " to " + HIGHEST_FREE
                        + " on " + host + ".",
                null);
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (BindException e) {
            if (isAddressOfThisMachine(host)) {
                return false;
            }
            throw new StackException(ExitCodes.FAILED, "--host " + host + " is not an address of this machine.", e);
        } catch (UnknownHostException e) {
            throw new StackException(ExitCodes.FAILED, "--host " + host + " is not known to this machine.", e);
        } catch (IOException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot listen on " + host + ":" + port + ": " + e, e);
        }
    }

    private static boolean isAddressOfThisMachine(String host) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
