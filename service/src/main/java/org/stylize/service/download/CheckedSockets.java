package org.stylize.service.download;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that connect to some addresses only. The check is on the address to which the connection is made, so neither a
 * redirect nor a name that resolves to another address the second time (DNS rebinding) passes it.
 */
final class CheckedSockets extends SocketFactory {
    private final Predicate<InetAddress> allowed;

    CheckedSockets(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    @Override
    public Socket createSocket() {
        return new CheckedSocket(allowed);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private Socket connected(SocketAddress to, @Nullable SocketAddress from) throws IOException {
        Socket socket = createSocket();
        socket.bind(from);
        socket.connect(to);
        return socket;
    }

    private static final class CheckedSocket extends Socket {
        private final Predicate<InetAddress> allowed;

        CheckedSocket(Predicate<InetAddress> allowed) {
            this.allowed = allowed;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetAddress address = endpoint instanceof InetSocketAddress to ? to.getAddress() : null;
            if (address == null || !allowed.test(address)) {
                throw new AddressNotAllowedException();
            }
            super.connect(endpoint, timeout);
        }
    }

    /** The address is none of those that are allowed. Does not say which it is: the caller may be a stranger. */
    static final class AddressNotAllowedException extends IOException {
        private static final long serialVersionUID = 1L;

        AddressNotAllowedException() {
            super("the address is not allowed");
        }
    }
}
