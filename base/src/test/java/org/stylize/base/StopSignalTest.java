package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real process, which is told to stop. */
class StopSignalTest {
    private Process process;
    private BufferedReader output;

    @AfterEach
    void kill() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    @Test
    void theProcessEndsWhenWhatItOpenedIsClosed() throws Exception {
        run("close");

        process.toHandle().destroy(); // the Process itself would close the output too

        assertThat(output.lines()).containsExactly("closing");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theProcessEndsAfterTheGraceIfNothingIsClosed() throws Exception {
        run("hang");

        process.toHandle().destroy(); // the Process itself would close the output too

        assertThat(output.lines()).containsExactly("overdue");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private void run(String how) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("running");
    }

    /** Waits for the signal and closes, or does not. */
    static final class Program {
        public static void main(String[] args) throws InterruptedException {
            boolean closes = args[0].equals("close");
            StopSignal signal = StopSignal.install(
                    closes ? Duration.ofMinutes(1) : Duration.ofMillis(10), () -> System.out.println("overdue"));
            System.out.println("running");
            signal.stop().await();
            if (closes) {
                System.out.println("closing");
                signal.close();
            } else {
                Thread.currentThread().join();
            }
        }
    }
}
