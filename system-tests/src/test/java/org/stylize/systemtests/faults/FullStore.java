package org.stylize.systemtests.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** What MinIO does when its drives are full: it answers writes with status 507, and still reads and deletes. */
final class FullStore {
    private static final String BODY = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>XMinioStorageFull</Code><Message>The drives are full.</Message></Error>
            """;

    private FullStore() {}

    /** Whether a request that begins like that would store something. */
    static boolean refuses(byte[] chunk, int length) {
        String start = new String(chunk, 0, Math.min(length, 5), US_ASCII);
        return start.startsWith("PUT ") || start.equals("POST ");
    }

    /** Answers instead of the store, and takes the rest of the request until the client goes away. */
    static void refuse(Socket client) throws IOException {
        byte[] body = BODY.getBytes(UTF_8);
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 507 Insufficient Storage\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(US_ASCII));
        out.write(body);
        client.shutdownOutput();
        InputStream rest = client.getInputStream();
        rest.transferTo(OutputStream.nullOutputStream());
    }
}
