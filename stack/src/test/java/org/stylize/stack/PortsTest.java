package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final String HOST = "127.0.0.1";

    private final Ports ports = new Ports();

    @Test
    void takesTheFreePortThatWasAskedFor() {
        int free = ports.choose(HOST, 0, "Kafka", "--kafka-port");

        assertThat(ports.choose(HOST, free, "Kafka", "--kafka-port")).isEqualTo(free);
    }

    @Test
    void choosesFreePortsBelowThoseOfOutgoingConnections() {
        assertThat(ports.choose(HOST, 0, "Kafka", "--kafka-port")).isBetween(20_000, 31_999);
    }

    @Test
    void givesNoPortTwiceAndNoneThatAnotherServiceAskedFor() {
        Integer[] askedFor = IntStream.range(20_000, 31_000).boxed().toArray(Integer[]::new);
        Ports few = new Ports(askedFor);
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int port = few.choose(HOST, 0, "Kafka", "--kafka-port");
            assertThat(port).isGreaterThanOrEqualTo(31_000);
            assertThat(given.add(port)).isTrue();
        }
    }

    @Test
    void saysWhichPortIsTakenAndWhichOptionChangesIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.choose(HOST, other.getLocalPort(), "the S3 store", "--s3-port"))
                    .hasMessageContaining("Port " + other.getLocalPort() + " on 127.0.0.1 is taken")
                    .hasMessageContaining("the S3 store")
                    .hasMessageContaining("--s3-port")
                    .isInstanceOfSatisfying(
                            StackException.class, e -> assertThat(e.exitCode()).isEqualTo(StackException.PORT_TAKEN));
        }
    }

    @Test
    void saysWhenTheAddressIsNotOfThisMachine() {
        assertThatThrownBy(() -> ports.choose("192.0.2.1", 9092, "Kafka", "--kafka-port"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--host 192.0.2.1 is not an address of this machine");
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> ports.choose(HOST, 70_000, "Kafka", "--kafka-port"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--kafka-port must be a port from 0 to 65535 but is 70000");
    }
}
