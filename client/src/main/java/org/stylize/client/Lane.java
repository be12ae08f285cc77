package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which jobs of a tenant go first. */
public enum Lane {
    /** Somebody waits for the picture. */
    @JsonProperty("interactive")
    INTERACTIVE,
    /** The job lets interactive ones of the same tenant go first, but is not left waiting for ever. */
    @JsonProperty("batch")
    BATCH,
    /** A lane of a newer service that this client does not know. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN;

    /** The name as the service writes it, such as {@code batch}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
