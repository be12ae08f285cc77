package org.stylize.stack.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    @TempDir
    private Path directory;

    @Test
    void recordsAreReadAsTheyWereWritten() throws IOException {
        Path file = write(true);

        try (RecordFile.Reader reader = new RecordFile.Reader("topic", file)) {
            ConsumerRecord<byte[], byte[]> first = reader.next().orElseThrow();
            ConsumerRecord<byte[], byte[]> deletion = reader.next().orElseThrow();

            assertThat(first.partition()).isEqualTo(2);
            assertThat(first.offset()).isEqualTo(1L << 40);
            assertThat(first.timestamp()).isEqualTo(99);
            assertThat(first.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(first.value()).isEqualTo(new byte[] {0, -1});
            assertThat(first.headers().lastHeader("ä").value()).isEqualTo(new byte[] {7});
            assertThat(first.headers().lastHeader("none").value()).isNull();
            assertThat(deletion.value()).isNull();
            assertThat(deletion.headers()).isEmpty();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void aFileWithoutItsEndIsNotTakenForComplete() throws IOException {
        Path file = write(false);

        try (RecordFile.Reader reader = new RecordFile.Reader("topic", file)) {
            reader.next();
            reader.next();
            assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aManifestIsReadAsItWasWritten() throws IOException {
        Manifest manifest = new Manifest(
                Map.of("a", 4, "b", 1),
                Map.of("a", 7L, "b", 0L),
                Map.of("group", Map.of(new TopicPartition("a", 3), 5L)),
                true);
        assertThat(Manifest.isIn(directory)).isFalse();

        manifest.writeTo(directory);

        assertThat(Manifest.isIn(directory)).isTrue();
        assertThat(Manifest.readFrom(directory)).isEqualTo(manifest);
    }

    @Test
    void whatIsMadeAgainIsNotKept() {
        Kept kept = new Kept("ledger");

        assertThat(Set.of("stylize.jobs", "stylize.keys", "stylize.submissions.acme", "ledger-refusals-changelog"))
                .allMatch(kept::has);
        assertThat(Set.of("stylize.requests", "stylize.progress", "stylize.events.acme", "ledger-jobs-changelog"))
                .noneMatch(kept::has);
    }

    private Path write(boolean complete) throws IOException {
        Path file = directory.resolve("topic.records.gz");
        try (RecordFile.Writer writer = new RecordFile.Writer(file)) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("ä", new byte[] {7});
            headers.add("none", null);
            writer.write(new ConsumerRecord<>(
                    "topic",
                    2,
                    1L << 40,
                    99,
                    TimestampType.CREATE_TIME,
                    3,
                    2,
                    "key".getBytes(UTF_8),
                    new byte[] {0, -1},
                    headers,
                    Optional.empty()));
            writer.write(new ConsumerRecord<>("topic", 0, 5, "key".getBytes(UTF_8), null));
            assertThat(writer.count()).isEqualTo(2);
            if (complete) {
                writer.end();
            }
        }
        assertThat(Files.size(file)).isPositive();
        return file;
    }
}
