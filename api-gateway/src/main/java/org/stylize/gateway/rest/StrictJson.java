package org.stylize.gateway.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.stylize.proto.InvalidJobException;

/** Reads the JSON of requests and names the field that is unknown, doubled or of the wrong type. */
final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // A number or a boolean is no text.
            .withCoercionConfig(
                    LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .build();

    private StrictJson() {}

    /** @throws InvalidJobException naming the field */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            T request = MAPPER.readValue(json, type);
            if (request == null) {
                throw new InvalidJobException("body", "the request must be a JSON object but is null");
            }
            return request;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidJobException(
                    path(e), path(e) + " is not a field here; known are " + new TreeSet<>(e.getKnownPropertyIds()), e);
        } catch (JsonMappingException e) {
            throw new InvalidJobException(path(e), path(e) + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new InvalidJobException("body", "the request is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InvalidJobException("body", "the request cannot be read", e);
        }
    }

    /** What was read, as JSON again. */
    static String text(Map<String, Object> json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON cannot be written as JSON", e);
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.length() == 0 ? "body" : path.toString();
    }
}
