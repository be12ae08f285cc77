package org.stylize.stack.backup;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What a backup has. It is written last, so that a directory that has one is complete.
 *
 * @param partitions of each topic
 * @param records of each topic
 * @param offsets up to which each group had read each partition
 * @param isQuiet whether no transaction was open at its moment
 */
public record Manifest(
        Map<String, Integer> partitions,
        Map<String, Long> records,
        Map<String, Map<TopicPartition, Long>> offsets,
        boolean isQuiet) {
    private static final String FILE = "backup.properties";
    private static final String FORMAT = "1";

    public Manifest {
        partitions = Map.copyOf(partitions);
        records = Map.copyOf(records);
        offsets = Map.copyOf(offsets);
    }

    /** Whether there is a complete backup. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** The file with the records of a topic. */
    static Path file(Path directory, String topic) {
        return directory.resolve(topic + ".records.gz");
    }

    void writeTo(Path directory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("format", FORMAT);
        properties.setProperty("quiet", String.valueOf(isQuiet));
        partitions.forEach((topic, count) -> properties.setProperty("partitions " + topic, String.valueOf(count)));
        records.forEach((topic, count) -> properties.setProperty("records " + topic, String.valueOf(count)));
        offsets.forEach((group, read) -> read.forEach((partition, offset) -> properties.setProperty(
                "offset " + group + " " + partition.topic() + " " + partition.partition(), String.valueOf(offset))));
        try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
            properties.store(writer, "a backup of Kafka by stack backup");
        }
    }

    /**
     * Reads it.
     *
     * @throws IOException also if it is of another format
     */
    public static Manifest readFrom(Path directory) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(FILE))) {
            properties.load(reader);
        }
        if (!FORMAT.equals(properties.getProperty("format"))) {
            throw new IOException("its format must be " + FORMAT + " but is " + properties.getProperty("format"));
        }
        Map<String, Integer> partitions = new TreeMap<>();
        Map<String, Long> records = new TreeMap<>();
        Map<String, Map<TopicPartition, Long>> offsets = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            String[] words = name.split(" ", -1);
            String value = properties.getProperty(name);
            switch (words[0]) {
                case "partitions" -> partitions.put(words[1], Integer.valueOf(value));
                case "records" -> records.put(words[1], Long.valueOf(value));
                case "offset" ->
                    offsets.computeIfAbsent(words[1], group -> new HashMap<>())
                            .put(new TopicPartition(words[2], Integer.parseInt(words[3])), Long.valueOf(value));
                default -> {}
            }
        }
        return new Manifest(partitions, records, offsets, Boolean.parseBoolean(properties.getProperty("quiet")));
    }
}
