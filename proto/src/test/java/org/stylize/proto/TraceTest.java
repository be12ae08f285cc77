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

    @Test
    void aTraceSaysItsParts() {
        Trace trace = Trace.of(PARENT, "");

        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.spanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(trace.isSampled()).isTrue();
        assertThat(Trace.of(PARENT.replace("-01", "-02"), "").isSampled()).isFalse();
        assertThat(Trace.NONE.traceId()).isEmpty();
        assertThat(Trace.NONE.isSameTrace(Trace.NONE)).isFalse();
    }

    @Test
    void theLastAttemptIsNotedBesideWhatOthersSay() {
        Trace job = Trace.of(PARENT, "vendor=1,stylize=1111111111111111, other=x");

        Trace after = job.attempted(Trace.of(PARENT.replace("00f067aa0ba902b7", "2222222222222222"), "vendor=1"));

        assertThat(after).isEqualTo(new Trace(PARENT, "stylize=2222222222222222,vendor=1,other=x"));
        assertThat(after.lastAttempt()).contains("2222222222222222");
        assertThat(job.lastAttempt()).contains("1111111111111111");
    }

    @Test
    void anAttemptOfWhichNobodyWroteASpanIsNotNoted() {
        Trace job = Trace.of(PARENT, "vendor=1");

        assertThat(job.attempted(Trace.of(PARENT, ""))).isSameAs(job);
        assertThat(job.attempted(Trace.NONE)).isSameAs(job);
        assertThat(job.attempted(Trace.of(PARENT.replace("4bf9", "4bfa"), ""))).isSameAs(job);
        assertThat(job.lastAttempt()).isEmpty();
        assertThat(Trace.of(PARENT, "stylize=x").lastAttempt()).isEmpty();
    }

    @Test
    void whatOthersSayGivesWayIfThereIsTooMuchOfIt() {
        Trace job = Trace.of(PARENT, "first=1,second=" + "a".repeat(490));

        Trace after = job.attempted(Trace.of(PARENT.replace("00f067aa0ba902b7", "2222222222222222"), ""));

        assertThat(after.state()).isEqualTo("stylize=2222222222222222,first=1");
    }
}
