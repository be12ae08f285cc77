package org.stylize.stack.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoPortsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final DemoPorts ports = new DemoPorts(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aTakenPortOfAnOptionIsAnErrorThatNamesBoth() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();

            assertThatThrownBy(() -> ports.choose(taken, 9092, "Kafka", "--kafka-port"))
                    .isInstanceOf(DemoPorts.PortException.class)
                    .hasMessage("Port " + taken + " is taken by another program, so Kafka cannot listen there. Choose"
                            + " another one with --kafka-port PORT; --kafka-port 0 takes any free one.");
        }
    }

    @Test
    void aTakenDefaultPortIsReplacedByAnyFreeOne() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();

            assertThat(ports.choose(null, taken, "the gateway", "--port")).isZero();
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .isEqualToNormalizingNewlines(
                            "Port " + taken
                                    + " is taken by another program, so the gateway takes any free one; --port PORT chooses it.\n");
        }
    }

    @Test
    void aFreePortIsUsedOnlyOnce() throws IOException {
        int free;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = other.getLocalPort();
        }

        assertThat(ports.choose(free, 9092, "Kafka", "--kafka-port")).isEqualTo(free);
        assertThatThrownBy(() -> ports.choose(free, 9000, "the S3 store", "--s3-port"))
                .hasMessageStartingWith("Port " + free + " is taken by Kafka, so the S3 store cannot listen there.");
        assertThat(printed.size()).isZero();
    }

    @Test
    void zeroIsAnyFreePort() {
        assertThat(ports.choose(0, 9092, "Kafka", "--kafka-port")).isZero();
        assertThat(ports.choose(null, 0, "worker 1", "--worker-port")).isZero();
    }

    @Test
    void aNumberThatIsNotAPortIsRefused() {
        assertThatThrownBy(() -> ports.choose(70_000, 9092, "Kafka", "--kafka-port"))
                .hasMessage("--kafka-port must be a port from 0 to 65535 but is 70000.");
    }
}
