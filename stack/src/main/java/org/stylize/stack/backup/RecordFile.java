package org.stylize.stack.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic in a file, compressed by gzip. Of each: partition (4 bytes), offset and timestamp (8 bytes each), key, value,
 * number of headers (4 bytes), and name and value of each. Key, values and names have their length before them (4 bytes; -1 for none).
 * After the last record there is -1 where a partition would be, so that a file that was cut off is seen.
 */
final class RecordFile {
    private static final int END = -1;
    private static final int NONE = -1;

    private RecordFile() {}

    /** Writes a file. For one thread. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;
        private long count;

        Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))));
        }

        void write(ConsumerRecord<byte[], byte[]> record) throws IOException {
            out.writeInt(record.partition());
            out.writeLong(record.offset());
            out.writeLong(record.timestamp());
            write(record.key());
            write(record.value());
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(header.key().getBytes(StandardCharsets.UTF_8));
                write(header.value());
            }
            count++;
        }

        private void write(byte @Nullable [] bytes) throws IOException {
            if (bytes == null) {
                out.writeInt(NONE);
            } else {
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }

        /** Records that were written. */
        long count() {
            return count;
        }

        /** Ends a complete file. */
        void end() throws IOException {
            out.writeInt(END);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads a file. For one thread. */
    static final class Reader implements AutoCloseable {
        private final String topic;
        private final DataInputStream in;

        Reader(String topic, Path file) throws IOException {
            this.topic = topic;
            in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))));
        }

        /**
         * The next record; empty after the last one.
         *
         * @throws IOException also if the file ends before its end
         */
        Optional<ConsumerRecord<byte[], byte[]>> next() throws IOException {
            int partition = in.readInt();
            if (partition == END) {
                return Optional.empty();
            }
            long offset = in.readLong();
            long timestamp = in.readLong();
            byte[] key = read();
            byte[] value = read();
            RecordHeaders headers = new RecordHeaders();
            for (int left = in.readInt(); left > 0; left--) {
                byte[] name = read();
                headers.add(name == null ? "" : new String(name, StandardCharsets.UTF_8), read());
            }
            return Optional.of(new ConsumerRecord<>(
                    topic,
                    partition,
                    offset,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    key == null ? ConsumerRecord.NULL_SIZE : key.length,
                    value == null ? ConsumerRecord.NULL_SIZE : value.length,
                    key,
                    value,
                    headers,
                    Optional.empty()));
        }

        private byte @Nullable [] read() throws IOException {
            int length = in.readInt();
            return length == NONE ? null : in.readNBytes(length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
