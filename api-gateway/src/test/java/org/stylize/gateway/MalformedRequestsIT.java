package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * No request is a fault of the service, whatever is wrong with it. {@code -Dmalformed.requests=100000} for more of them,
 * {@code -Dmalformed.seed=…} for the same again.
 */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class MalformedRequestsIT extends OnStack {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedRequestsIT.class);
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");
    private static final int UNTIL_IT_WAITS_MILLIS = 400;
    private static final int LONGEST_SILENCE_MILLIS = 60_000;

    @Test
    void noneIsAFaultOfTheService() throws IOException {
        long seed = Long.getLong("malformed.seed", System.nanoTime());
        int count = Integer.getInteger("malformed.requests", 3_000);
        LOG.info("{} malformed requests by seed {}", count, seed);
        MalformedRequests requests = new MalformedRequests(seed);
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            byte[] request = requests.next();
            String status = statusOf(request);
            answers.merge(status, 1, Integer::sum);
            assertThat(status)
                    .as("seed %d, request %d: %s", seed, i, new String(request, ISO_8859_1))
                    .doesNotMatch("5(?!01|05)\\d\\d"); // what HTTP itself says of methods and versions
        }
        LOG.info("Answers: {}", answers);
        assertThat(api.get("/v1/stylizations").status()).isEqualTo(200);
    }

    /** The status of the answer; "closed" if there is none. */
    private String statusOf(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
            socket.setSoLinger(true, 0); // no connection is left over
            socket.getOutputStream().write(request);
            socket.setSoTimeout(UNTIL_IT_WAITS_MILLIS);
            try {
                return status(socket.getInputStream());
            } catch (SocketTimeoutException e) {
                socket.shutdownOutput(); // the server waits for more
                socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
                return status(socket.getInputStream());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer to " + new String(request, ISO_8859_1), e);
        } catch (IOException e) {
            return "closed";
        }
    }

    private static String status(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, ISO_8859_1));
        String line = lines.readLine();
        while (line != null) {
            Matcher status = STATUS.matcher(line);
            if (status.find() && !status.group(1).equals("100")) {
                return status.group(1);
            }
            line = lines.readLine();
        }
        return "closed";
    }
}
