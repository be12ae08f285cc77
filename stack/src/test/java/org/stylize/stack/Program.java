package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the program from start to end. */
record Program(int exitCode, String output) {
    /** Runs the program as a user does and waits until it has ended, at most a minute. */
    static Program run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(StackProcess.command(StackProcess.findHome(), List.of(arguments)))
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would print them first
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("the program ended")
                    .isTrue();
            return new Program(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
