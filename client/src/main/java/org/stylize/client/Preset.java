package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A recipe that has a name.
 *
 * @param recipe the complete recipe, by the names of the API
 */
public record Preset(String name, String description, Map<String, Object> recipe) {
    public Preset {
        requireNonNull(name, "name is null");
        description = description == null ? "" : description;
        recipe = Json.copyOrEmpty(recipe);
    }
}
