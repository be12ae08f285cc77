package org.stylize.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Encoded;
import org.stylize.proto.Topics;
import org.stylize.systemtests.Checkout;

/** The real librdkafka, as {@code confluent-kafka} for Python has it, in a process of its own. */
final class LibrdkafkaProducer implements ForeignProducer {
    private final Process process;
    private final OutputStream requests;
    private final BufferedReader answers;
    private final ObjectMapper json = new ObjectMapper();

    /** @param python a Python 3 that has the package {@code confluent-kafka} */
    LibrdkafkaProducer(String python, String bootstrapServers) {
        String program = Checkout.root()
                .resolve("system-tests/src/test/python/librdkafka_producer.py")
                .toString();
        try {
            process = new ProcessBuilder(python, program, bootstrapServers, Topics.SUBMISSIONS)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = process.getOutputStream();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    @Override
    public boolean send(Encoded submission, @Nullable Integer partition) {
        ObjectNode request = json.createObjectNode();
        request.put("key", submission.key());
        request.put(
                "value", Base64.getEncoder().encodeToString(submission.value().toByteArray()));
        request.put("partition", partition);
        ObjectNode headers = request.putObject("headers");
        submission.headers().forEach(headers::put);
        try {
            requests.write((request + "\n").getBytes(UTF_8));
            requests.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the librdkafka client ended; is confluent-kafka installed?");
            }
            return answer.equals("stored");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
