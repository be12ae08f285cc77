package org.stylize.recipe;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Recipes and overrides as JSON. The written form is canonical: no white space, fields in the order of the records, the
 * shortest number that reads back to the same double. Equal recipes are equal texts, so the text may be hashed.
 */
public final class RecipeJson {
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Double.toString is not the shortest form before Java 19, so texts would depend on the Java that wrote
            // them.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private RecipeJson() {}

    /** The canonical text of a recipe. */
    public static String write(Recipe recipe) {
        return text(recipe);
    }

    static String write(RecipeOverrides overrides) {
        return text(overrides);
    }

    /**
     * Reads a recipe; every field is required, except fields that were added later: if such a field is missing, it gets
     * the value that recipes had before it existed.
     *
     * @throws InvalidRecipeException naming the field that is missing, unknown or out of range
     */
    public static Recipe read(String json) {
        return parse(json, Recipe.class, RecipeJson::withLaterFields);
    }

    private static JsonNode withLaterFields(JsonNode json) {
        if (json instanceof ObjectNode recipe) {
            putIfAbsent(recipe, "variable", MAPPER.valueToTree(Variable.PLAIN));
            putIfAbsent(recipe, "scales", MAPPER.createObjectNode().put("type", "single"));
            putIfAbsent(recipe, "styleScale", MAPPER.getNodeFactory().numberNode(1.0));
            putIfAbsent(recipe, "styleBlend", MAPPER.createArrayNode());
            putIfAbsent(recipe, "seed", MAPPER.getNodeFactory().numberNode(0));
            putIfAbsent(recipe, "colours", MAPPER.valueToTree(Colours.STYLE));
            putIfAbsent(recipe, "stop", MAPPER.createObjectNode());
            if (recipe.get("stop") instanceof ObjectNode stop) {
                putIfAbsent(stop, "minimalGain", MAPPER.getNodeFactory().numberNode(0.0));
                putIfAbsent(stop, "windowSteps", MAPPER.getNodeFactory().numberNode(StopRule.DEFAULT_WINDOW_STEPS));
                putIfAbsent(stop, "timeBudgetSeconds", MAPPER.getNodeFactory().numberNode(0.0));
            }
            if (recipe.get("optimizer") instanceof ObjectNode optimizer
                    && optimizer.path("type").asText().equals("lbfgs")) {
                putIfAbsent(optimizer, "lineSearch", MAPPER.getNodeFactory().textNode("none"));
                putIfAbsent(optimizer, "firstStep", MAPPER.getNodeFactory().numberNode(0.0));
                putIfAbsent(optimizer, "smoothing", MAPPER.valueToTree(OptimizerSettings.Smoothing.NONE));
            }
            putIfAbsent(recipe, "balance", MAPPER.valueToTree(Balance.DEFAULT));
            if (recipe.get("balance") instanceof ObjectNode balance) {
                putIfAbsent(
                        balance, "typicalRatio", MAPPER.getNodeFactory().numberNode(Balance.DEFAULT.typicalRatio()));
            }
            for (JsonNode term : recipe.path("losses")) {
                String type = term.path("type").asText();
                if (term instanceof ObjectNode loss && (type.equals("content") || type.equals("gram"))) {
                    putIfAbsent(loss, "error", MAPPER.getNodeFactory().textNode("mean"));
                }
            }
            if (recipe.get("network") instanceof ObjectNode network) {
                putIfAbsent(network, "poolingScale", MAPPER.getNodeFactory().numberNode(1.0));
            }
        }
        return json;
    }

    private static void putIfAbsent(ObjectNode object, String field, JsonNode value) {
        if (!object.has(field)) {
            object.set(field, value);
        }
    }

    static RecipeOverrides readOverrides(String json) {
        return parse(json, RecipeOverrides.class, UnaryOperator.identity());
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a valid " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }

    private static <T> T parse(String json, Class<T> type, UnaryOperator<JsonNode> complete) {
        if (json.length() > LONGEST_TEXT) {
            throw new InvalidRecipeException(
                    "json", "must not be longer than " + LONGEST_TEXT + " characters but has " + json.length());
        }
        try {
            @Nullable T value = MAPPER.treeToValue(complete.apply(MAPPER.readTree(json)), type);
            if (value == null) {
                throw new InvalidRecipeException("json", "must be an object but is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw describe(e);
        }
    }

    private static InvalidRecipeException describe(JsonProcessingException e) {
        if (e.getCause() instanceof InvalidRecipeException cause) {
            return e instanceof JsonMappingException mapping ? cause.within(path(mapping.getPath())) : cause;
        }
        InvalidRecipeException described = problemOf(e);
        described.initCause(e);
        return described;
    }

    private static InvalidRecipeException problemOf(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream()
                    .map(Objects::toString)
                    .sorted()
                    .toList();
            return new InvalidRecipeException(
                    path(unknown.getPath()),
                    "is not a field here: " + NearestName.of(unknown.getPropertyName(), known));
        }
        if (e instanceof InvalidTypeIdException type) {
            return new InvalidRecipeException(
                    child(path(type.getPath()), "type"), "is unknown or missing: " + e.getOriginalMessage());
        }
        if (e instanceof InvalidFormatException format) {
            return new InvalidRecipeException(
                    path(format.getPath()), "is \"" + format.getValue() + "\": " + e.getOriginalMessage());
        }
        if (e instanceof JsonMappingException mapping) {
            String path = path(mapping.getPath());
            return new InvalidRecipeException(
                    path.isEmpty() ? "json" : path, "cannot be read: " + e.getOriginalMessage());
        }
        String kind = e instanceof JsonParseException ? "is not valid JSON: " : "cannot be read: ";
        return new InvalidRecipeException("json", kind + e.getOriginalMessage());
    }

    private static String path(List<JsonMappingException.Reference> references) {
        String path = "";
        for (JsonMappingException.Reference reference : references) {
            String name = reference.getFieldName();
            path = name == null ? path + "[" + reference.getIndex() + "]" : child(path, name);
        }
        return path;
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
