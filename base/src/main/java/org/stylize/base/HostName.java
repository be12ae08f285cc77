package org.stylize.base;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine. */
public final class HostName {
    private HostName() {}

    /** The machine's name, or the other text if the machine does not know its name. */
    public static String or(String other) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return other;
        }
    }
}
