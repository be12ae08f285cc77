package org.stylize.systemtests.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stylize.systemtests.Checkout;

/** A reference library of Standard Webhooks, in its own language. */
enum Verifier {
    PYTHON("python3", "system-tests/src/test/python/verify_webhooks.py"),
    NODE("node", "system-tests/src/test/node/verify_webhooks.mjs");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String program;
    private final String script;

    Verifier(String program, String script) {
        this.program = program;
        this.script = script;
    }

    /** Whether the language and the library are there. The scripts say how to install the library. */
    boolean isThere() throws IOException, InterruptedException {
        return run("--look").equals("there");
    }

    /** What it says of these messages. */
    String verify(String secret, List<Receiver.Message> messages, Path directory)
            throws IOException, InterruptedException {
        Path file = directory.resolve("messages.json");
        Files.write(file, JSON.writeValueAsBytes(Map.of("secret", secret, "messages", messages)));
        return run(file.toString());
    }

    private String run(String argument) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(program, Checkout.file(script).toString(), argument)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor(60, TimeUnit.SECONDS) ? said : "it did not end";
        } catch (IOException e) {
            return "there is no " + program;
        }
    }
}
