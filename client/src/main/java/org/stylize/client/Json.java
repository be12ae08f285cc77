package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of the service's API. Fields that this client does not know are ignored. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION) // an answer may have a key in it, a message never
            .build();

    private Json() {}

    /** Writes a value of this package, or a collection of them, on one line. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    /**
     * The recipe in a file: the {@code recipe} of a manifest or trace, or else the JSON object itself.
     *
     * @throws IllegalArgumentException if this is not a JSON object
     */
    public static String recipeIn(String json) {
        JsonNode object = requireObject(json);
        JsonNode recipe = object.path("recipe");
        return (recipe.isObject() ? recipe : object).toString();
    }

    /** @throws IllegalArgumentException if this is not a JSON object */
    static JsonNode requireObject(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isObject()) {
                return node;
            }
            throw new IllegalArgumentException("expected a JSON object but found: " + start(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a JSON object but found: " + start(json), e);
        }
    }

    private static String start(String json) {
        String line = json.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? "'" + line + "'" : "'" + line.substring(0, 60) + "…'";
    }

    /** A copy in the same order; empty if the answer has no such field. */
    static <V> Map<String, V> copyOrEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static <T> T read(String json, Class<T> type) throws JsonProcessingException {
        T value = MAPPER.readValue(json, type);
        if (value == null) {
            throw new UnexpectedAnswerException("expected a JSON object but found null", null);
        }
        return value;
    }

    static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(json, type);
    }
}
