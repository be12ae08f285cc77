package org.stylize.gateway.view;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Up to where somebody has read the events of all jobs: the next offset of each partition. It means the same at every gateway. Its
 * text is {@code partition:offset} for each, with commas.
 */
public record FeedPosition(Map<Integer, Long> next) {
    private static final int MOST_PARTITIONS = 10_000;

    public FeedPosition {
        next = Map.copyOf(next);
    }

    /** The position of that text; empty if the text is none. */
    public static Optional<FeedPosition> parse(String text) {
        Map<Integer, Long> next = new TreeMap<>();
        try {
            for (String part : text.split(",", MOST_PARTITIONS)) {
                int colon = part.indexOf(':');
                next.put(Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
            }
            return Optional.of(new FeedPosition(next));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The position after that event. */
    FeedPosition after(int partition, long offset) {
        Map<Integer, Long> moved = new TreeMap<>(next);
        moved.merge(partition, offset + 1, Math::max);
        return new FeedPosition(moved);
    }

    /** Whether the event at that offset has been read. */
    boolean isAfter(int partition, long offset) {
        Long read = next.get(partition);
        return read != null && read > offset;
    }

    @Override
    public String toString() {
        return Arrays.stream(next.keySet().stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray())
                .mapToObj(partition -> partition + ":" + next.get(partition))
                .collect(Collectors.joining(","));
    }
}
