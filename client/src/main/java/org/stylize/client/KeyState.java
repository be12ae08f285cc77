package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a key can be used. */
public enum KeyState {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("revoked")
    REVOKED,
    /** A state of a newer service that this client does not know. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN;

    /** The name as the service writes it, such as {@code active}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
