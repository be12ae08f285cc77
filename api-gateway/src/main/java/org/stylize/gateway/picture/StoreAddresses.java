package org.stylize.gateway.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.stylize.proto.ImageRef;

/** Signed addresses of the store, for callers who reach it themselves. Asks nobody. For any thread. */
public interface StoreAddresses {
    /**
     * A form that a caller posts to the store.
     *
     * @param url where to
     * @param fields of the form, before the last one, {@code file}
     */
    record Form(String url, Map<String, String> fields) {
        public Form {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * A form with which one object may be written.
     *
     * @param contentType that the object must have
     * @param mostBytes of the object, at least 1
     */
    Form form(ImageRef object, String contentType, long mostBytes, Instant end);

    /**
     * An address under which one object may be read.
     *
     * @param contentType that the store says the object has
     * @param fileName under which browsers save it; letters, digits, dots and dashes
     * @param time for which the address counts
     */
    String download(ImageRef object, String contentType, String fileName, Duration time);
}
