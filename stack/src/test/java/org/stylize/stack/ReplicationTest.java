package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReplicationTest {
    private static final short NONE = Replication.BROKERS_DEFAULT;

    @Test
    void takesWhatABrokerCanDo() {
        assertThatCode(() -> new Replication((short) 3, (short) 2)).doesNotThrowAnyException();
        assertThatCode(() -> new Replication((short) 1, NONE)).doesNotThrowAnyException();
        assertThatCode(() -> new Replication(NONE, NONE)).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatWouldTakeNoWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Replication((short) 2, (short) 3))
                .withMessage("--min-isr must be at most --replicas, 2, but is 3: no write would ever be taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Replication(NONE, (short) 2))
                .withMessageStartingWith("--min-isr 2 needs --replicas too");
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Replication((short) 0, NONE))
                .withMessage("--replicas must be at least 1, or -1 for the broker's default, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Replication((short) 1, (short) -2))
                .withMessageContaining("--min-isr must be at least 1");
    }
}
