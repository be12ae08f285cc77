package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A key that the service has just made. The service keeps only a hash, so this is the only time that the key itself is
 * seen. {@link #toString()} does not show it.
 *
 * @param view what is known of the key later
 * @param key the key itself, a secret
 */
public record CreatedKey(@JsonUnwrapped KeyView view, ApiKey key) {
    public CreatedKey {
        requireNonNull(view, "view is null");
        requireNonNull(key, "key is null");
    }

    /** Reads the answer, in which the key stands beside the fields of the view. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static CreatedKey of(ObjectNode json) throws JsonProcessingException {
        return new CreatedKey(
                Json.read(json, KeyView.class), ApiKey.of(json.path("key").asText()));
    }
}
