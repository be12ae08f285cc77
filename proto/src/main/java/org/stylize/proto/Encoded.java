package org.stylize.proto;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;

/**
 * A record as it goes to Kafka.
 *
 * @param key the record key, the job id
 * @param value the Protobuf message
 * @param headers of CloudEvents 1.0 in binary mode and of W3C Trace Context, UTF-8
 */
public record Encoded(String key, ByteString value, Map<String, String> headers) {
    public Encoded {
        headers = Map.copyOf(headers);
    }

    /** The same record, about a job of that tenant. */
    Encoded of(Tenant tenant) {
        return with(CloudEvents.TENANT, tenant.name());
    }

    /** The same record, about a job of that batch. */
    Encoded of(BatchId batch) {
        return with(CloudEvents.BATCH_ID, batch.toString());
    }

    private Encoded with(String header, String text) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, text);
        return new Encoded(key, value, more);
    }
}
