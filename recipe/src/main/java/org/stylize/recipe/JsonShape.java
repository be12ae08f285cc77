package org.stylize.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares JSON with the records that it is to become, before they are made. So an error can name the field, what was
 * expected there and the nearest name that is known, in a recipe's own words. Values out of range are found later, by the
 * records themselves.
 */
final class JsonShape {
    private static final String TYPE = "type";
    private static final int LONGEST_SHOWN = 40;

    private JsonShape() {}

    /**
     * Checks a whole text.
     *
     * @throws InvalidRecipeException for the first field that is missing, unknown or of another kind
     */
    static void check(JsonNode json, Class<? extends Record> type) {
        check("", json, type);
    }

    private static void check(String path, JsonNode json, Type type) {
        if (type instanceof ParameterizedType list) {
            require(json.isArray(), path, json, type);
            for (int i = 0; i < json.size(); i++) {
                check(path + "[" + i + "]", json.get(i), list.getActualTypeArguments()[0]);
            }
        } else if (type instanceof Class<?> known) {
            check(path, json, known);
        }
    }

    private static void check(String path, JsonNode json, Class<?> type) {
        RecordShape shape = RecordShape.of(type);
        if (type == int.class) {
            require(json.isIntegralNumber(), path, json, type);
            if (!json.canConvertToInt()) {
                throw new InvalidRecipeException(
                        path,
                        "must be " + Range.integers(Integer.MIN_VALUE, Integer.MAX_VALUE) + " but is " + shown(json));
            }
        } else if (type == double.class || type == Double.class) {
            require(json.isNumber(), path, json, type);
        } else if (type == boolean.class) {
            require(json.isBoolean(), path, json, type);
        } else if (type == String.class || shape.isText()) {
            require(json.isTextual(), path, json, type);
        } else if (type.isEnum()) {
            require(json.isTextual(), path, json, type);
            requireKnown(path, json.textValue(), shape.labels());
        } else if (type.isInterface()) {
            require(json.isObject(), path, json, type);
            checkFields(path, json, RecordShape.of(subtype(path, json, shape.subtypes())), true);
        } else {
            require(json.isObject(), path, json, type);
            checkFields(path, json, shape, false);
        }
    }

    private static void checkFields(String path, JsonNode json, RecordShape shape, boolean isSubtype) {
        json.fieldNames().forEachRemaining(name -> {
            if (!shape.has(name) && !(isSubtype && name.equals(TYPE))) {
                throw new InvalidRecipeException(
                        child(path, name), "is not a field here: " + UnknownName.of(name, names(shape, isSubtype)));
            }
        });
        shape.fields().forEach((name, type) -> {
            JsonNode value = json.get(name);
            String place = child(path, name);
            if (value == null) {
                throw new InvalidRecipeException(place, "is missing: expected " + expected(type));
            }
            check(place, value, type);
        });
    }

    private static List<String> names(RecordShape shape, boolean isSubtype) {
        return Stream.concat(isSubtype ? Stream.of(TYPE) : Stream.empty(), shape.fields().keySet().stream())
                .toList();
    }

    private static Class<?> subtype(String path, JsonNode json, Map<String, Class<?>> subtypes) {
        JsonNode type = json.get(TYPE);
        String place = child(path, TYPE);
        if (type == null) {
            throw new InvalidRecipeException(place, "is missing: expected " + oneOf(subtypes.keySet()));
        }
        if (!type.isTextual()) {
            throw new InvalidRecipeException(place, "must be " + oneOf(subtypes.keySet()) + " but is " + shown(type));
        }
        requireKnown(place, type.textValue(), List.copyOf(subtypes.keySet()));
        return subtypes.getOrDefault(type.textValue(), Record.class);
    }

    private static void require(boolean suits, String path, JsonNode json, Type type) {
        if (!suits) {
            throw new InvalidRecipeException(
                    path.isEmpty() ? "json" : path, "must be " + expected(type) + " but is " + shown(json));
        }
    }

    private static void requireKnown(String path, String found, List<String> known) {
        if (!known.contains(found)) {
            throw new InvalidRecipeException(path, "is unknown: " + UnknownName.of(found, known));
        }
    }

    /** As the end of a sentence: "an integer", "one of max, average, l2". */
    private static String expected(Type type) {
        if (type instanceof ParameterizedType list) {
            return "a list, each element " + expected(list.getActualTypeArguments()[0]);
        }
        if (!(type instanceof Class<?> known)) {
            return "a value";
        }
        if (known == int.class) {
            return "an integer";
        }
        if (known == double.class || known == Double.class) {
            return "a number";
        }
        if (known == boolean.class) {
            return "true or false";
        }
        if (known == Layer.class) {
            return "the name of a layer, such as relu1_1";
        }
        if (known == String.class) {
            return "a text";
        }
        if (known.isEnum()) {
            return oneOf(RecordShape.of(known).labels());
        }
        if (known.isInterface()) {
            return "an object whose type is "
                    + oneOf(RecordShape.of(known).subtypes().keySet());
        }
        return "an object with "
                + String.join(", ", RecordShape.of(known).fields().keySet());
    }

    private static String oneOf(Iterable<String> names) {
        return "one of " + String.join(", ", names);
    }

    /** What was found, as the end of a sentence: {@code "the text \"many\""}, "a list". */
    static String shown(JsonNode json) {
        if (json.isObject()) {
            return json.isEmpty() ? "an empty object" : "an object";
        }
        if (json.isArray()) {
            return json.isEmpty() ? "an empty list" : "a list";
        }
        String text = json.asText();
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return json.isTextual() ? "the text \"" + shown + "\"" : shown;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
