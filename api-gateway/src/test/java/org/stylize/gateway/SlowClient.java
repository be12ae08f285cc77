package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connection whose client sends and reads what the test wants, when it wants. */
final class SlowClient implements AutoCloseable {
    /** So little that the rest must wait at the server. */
    private static final int RECEIVED_BYTES = 4096;

    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final String BOUNDARY = "boundary-of-a-slow-client";

    private final Socket socket = new Socket();

    private SlowClient(int port, String begins) {
        try {
            socket.setReceiveBufferSize(RECEIVED_BYTES);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            send(begins);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has sent the beginning of a header. */
    static SlowClient inHeader(int port) {
        return new SlowClient(port, "GET /v1/stylizations HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
    }

    /** Has sent the header and the beginning of a picture. */
    static SlowClient inUpload(int port, int contentLength) {
        return inUpload(port, "/v1/stylizations", contentLength);
    }

    /** The same to another address. */
    static SlowClient inUpload(int port, String path, int contentLength) {
        return new SlowClient(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: "
                        + contentLength + "\r\n\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"content\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\nabc");
    }

    /** Has sent the header and the beginning of a JSON body. */
    static SlowClient inJson(int port) {
        return new SlowClient(
                port,
                "POST /v1/stylizations HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"content\": ");
    }

    /** Has asked for something. */
    static SlowClient reading(int port, String path) {
        return new SlowClient(port, "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The first line of the answer. */
    String status() throws IOException {
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), US_ASCII);
    }

    /** What comes until the server closes the connection. */
    byte[] rest(Duration longestSilence) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout(Math.toIntExact(longestSilence.toMillis()));
            InputStream in = socket.getInputStream();
            in.transferTo(rest);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server neither sends nor closes; it sent " + rest.size() + " bytes", e);
        } catch (IOException e) {
            // Closed with a reset: the server had unread bytes.
        }
        return rest.toByteArray();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
