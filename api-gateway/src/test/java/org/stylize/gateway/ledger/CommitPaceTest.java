package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
    private final CommitPace pace = CommitPace.of(context);

    @Test
    void whatASingleJobWritesIsCommittedAtTheNextLook() {
        write(3);
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void whereNothingIsWrittenNothingIsCommitted() {
        look();
        assertThat(context.committed()).isFalse();
    }

    @Test
    void whatManyJobsWriteWaitsUntilFewAreWritten() {
        write(1_000);
        look();
        assertThat(context.committed())
                .as("Kafka Streams commits at its interval")
                .isFalse();

        write(2);
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void whoeverIsBehindWaitsForKafkaStreams() {
        context.setCurrentSystemTimeMs(10_000);
        pace.read(5_000);
        write(3);
        look();
        assertThat(context.committed()).isFalse();

        pace.read(9_990);
        write(3);
        look();
        assertThat(context.committed()).isTrue();
    }

    private void write(int times) {
        IntStream.range(0, times).forEach(each -> pace.wrote());
    }

    private void look() {
        context.scheduledPunctuators().forEach(each -> each.getPunctuator().punctuate(0));
    }
}
