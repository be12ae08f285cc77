package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.event;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stylize.client.ContractServer;
import org.stylize.client.Samples;

/** The program as it is packaged, in a process of its own. */
class StylizeJobsIT {
    @Test
    void knowsItsVersion() throws Exception {
        Process process = start("--version");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("stylize-jobs [0-9].*\\s*");
    }

    @Test
    void ctrlCIsExitCode130AndTellsHowToGoOn() throws Exception {
        try (ContractServer server = ContractServer.start()) {
            server.answer(
                    "GET " + JOB + "/events", ContractServer.silentEvents(event("snapshot", Samples.job("RUNNING"))));
            Process process = start("watch", ID, "--server", server.uri().toString());
            try (BufferedReader err =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                assertThat(err.readLine()).isEqualTo("running, step 120 of 500");

                assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                                .start()
                                .waitFor())
                        .isZero();

                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(130);
                assertThat(err.lines())
                        .containsExactly(
                                "", "Stopped watching; the job goes on. See it with: stylize-jobs watch " + ID);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(String... args) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        // Shells have the signal ignored for what they put in the background, and a child would inherit that.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                target.resolve("stylize-client.jar") + File.pathSeparator + target.resolve("lib") + "/*",
                "org.stylize.client.cli.StylizeJobs"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }
}
