package org.stylize.proto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came from Kafka. Anybody may have written it.
 *
 * @param key the record key; empty if there is none
 * @param value empty if there is none
 * @param headers those of {@link #HEADERS} that the record has
 */
public record Received(String key, ByteString value, Map<String, String> headers) {
    /** The headers that are read; a record may have any number of others. */
    public static final List<String> HEADERS = List.of(
            CloudEvents.TYPE,
            CloudEvents.CONTENT_TYPE,
            CloudEvents.TENANT,
            CloudEvents.BATCH_ID,
            Trace.PARENT,
            Trace.STATE);

    public Received {
        requireNonNull(key, "key is null");
        requireNonNull(value, "value is null");
        headers = Map.copyOf(headers);
    }

    /**
     * A record of a Kafka client.
     *
     * @param header the value of the last header of a name; null if there is none
     */
    public static Received of(
            @Nullable String key, byte @Nullable [] value, Function<String, byte @Nullable []> header) {
        Map<String, String> headers = new HashMap<>();
        for (String name : HEADERS) {
            byte[] bytes = header.apply(name);
            if (bytes != null) {
                headers.put(name, new String(bytes, UTF_8));
            }
        }
        return new Received(
                key == null ? "" : key, value == null ? ByteString.EMPTY : ByteString.copyFrom(value), headers);
    }

    /** A record just as it was written. */
    public static Received of(Encoded written) {
        return new Received(written.key(), written.value(), written.headers());
    }

    /** Number of bytes of the value. */
    public int bytes() {
        return value.size();
    }

    /** The trace that the headers name. */
    public Trace trace() {
        return Trace.of(headers.getOrDefault(Trace.PARENT, ""), headers.getOrDefault(Trace.STATE, ""));
    }

    /**
     * Whose job the record is about, by the headers; empty if they do not say.
     *
     * @throws InvalidJobException if the name is not a tenant's
     */
    public Optional<Tenant> tenant() {
        return Optional.ofNullable(headers.get(CloudEvents.TENANT)).map(Tenant::new);
    }

    /**
     * The batch of the job that the record is about, by the headers; empty if they name none.
     *
     * @throws InvalidJobException if it is not the id of a batch
     */
    public Optional<BatchId> batch() {
        return Optional.ofNullable(headers.get(CloudEvents.BATCH_ID)).map(BatchId::parse);
    }
}
