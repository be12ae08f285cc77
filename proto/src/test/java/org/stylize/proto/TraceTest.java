package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aTraceIsKeptAsItIs() {
        assertThat(Trace.of(PARENT, "vendor=1")).isEqualTo(new Trace(PARENT, "vendor=1"));
        assertThat(Trace.of(PARENT.replace("00-4", "cc-4") + "-later", "").parent())
                .endsWith("-later");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trace",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    void whatIsNotATraceparentIsNoTrace(String parent) {
        assertThat(Trace.of(parent, "vendor=1")).isEqualTo(Trace.NONE);
    }

    @Test
    void aTracestateThatIsTooLongIsDropped() {
        assertThat(Trace.of(PARENT, "a".repeat(513))).isEqualTo(new Trace(PARENT, ""));
    }
}
