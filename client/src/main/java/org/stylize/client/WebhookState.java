package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether events are sent to a webhook. */
public enum WebhookState {
    /** The last delivery succeeded, or there was none. */
    @JsonProperty("on")
    ON,
    /** There is nothing but failures at the moment. */
    @JsonProperty("failing")
    FAILING,
    /** Its owner switched it off. */
    @JsonProperty("paused")
    PAUSED,
    /** The service switched it off. */
    @JsonProperty("disabled")
    DISABLED,
    /** A state of a newer service that this client does not know. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN;

    /** The name as the service writes it, such as {@code on}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
