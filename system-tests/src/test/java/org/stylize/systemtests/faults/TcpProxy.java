package org.stylize.systemtests.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A line to a port of this machine, which can be bad. Has a thread that accepts connections, and two for each
 * connection. For any thread.
 */
final class TcpProxy implements AutoCloseable {
    private static final int LARGEST_CHUNK = 64 << 10;
    private static final long DELAY_MILLIS = 200;

    private final int target;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Line line = Line.GOOD; // guarded by this

    /** How the line is. */
    enum Line {
        GOOD,
        /** Each chunk takes 200 ms, in both directions. */
        SLOW,
        /** Nothing comes through, and nobody is told: connections are accepted and wait. Then all that waited comes. */
        SILENT,
        /** Connections are reset, and new ones too. */
        CUT,
        /** A store behind the line takes no more objects. */
        STORE_FULL
    }

    /** @param target the port that connections go to */
    TcpProxy(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where it listens. */
    int port() {
        return door.getLocalPort();
    }

    synchronized void set(Line now) {
        line = now;
        if (now == Line.CUT) {
            sockets.forEach(TcpProxy::reset);
        }
        notifyAll();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(Line.CUT);
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                start(() -> connect(client));
            }
        } catch (IOException e) {
            sockets.forEach(TcpProxy::reset); // it is closed
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket()) {
            sockets.add(client);
            sockets.add(server);
            if (!passes()) {
                reset(client);
                return;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            start(() -> answer(server, client));
            copyRequests(client, server);
            sockets.remove(server);
        } catch (IOException e) {
            // one side has gone, and so goes the other
        } finally {
            sockets.remove(client);
        }
    }

    private void answer(Socket server, Socket client) {
        try (client;
                server) {
            byte[] chunk = new byte[LARGEST_CHUNK];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int length = in.read(chunk); length >= 0 && passes(); length = in.read(chunk)) {
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            // one side has gone, and so goes the other
        } finally {
            sockets.remove(server);
        }
    }

    private void copyRequests(Socket client, Socket server) throws IOException {
        byte[] chunk = new byte[LARGEST_CHUNK];
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        for (int length = in.read(chunk); length >= 0 && passes(); length = in.read(chunk)) {
            if (isFull() && FullStore.refuses(chunk, length)) {
                FullStore.refuse(client);
                return;
            }
            out.write(chunk, 0, length);
        }
    }

    private synchronized boolean isFull() {
        return line == Line.STORE_FULL;
    }

    /** Waits as long as the line makes it wait; false if nothing may pass. */
    private synchronized boolean passes() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS);
        try {
            while (line == Line.SILENT || (line == Line.SLOW && System.nanoTime() - end < 0)) {
                wait(DELAY_MILLIS);
            }
            return line != Line.CUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0); // close() sends RST
            socket.close();
        } catch (IOException e) {
            // it is closed already
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "proxy-" + target);
        thread.setDaemon(true);
        thread.start();
    }
}
