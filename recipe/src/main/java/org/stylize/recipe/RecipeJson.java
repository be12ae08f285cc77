package org.stylize.recipe;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Recipes and overrides as JSON. The written form is canonical: no white space, fields in the order of the records, the
 * shortest number that reads back to the same double. Equal recipes are equal texts, so the text may be hashed.
 */
public final class RecipeJson {
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Double.toString is not the shortest form before Java 19, so texts would depend on the Java that wrote
            // them.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
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
        return parse(json, Recipe.class, RecipeJson::withLaterFields, JsonShape::check);
    }

    private static JsonNode withLaterFields(JsonNode json) {
        if (json instanceof ObjectNode recipe) {
            putIfAbsent(recipe, "variable", MAPPER.valueToTree(Variable.PLAIN));
            putIfAbsent(recipe, "scales", MAPPER.createObjectNode().put("type", "single"));
            if (recipe.get("scales") instanceof ObjectNode scales
                    && scales.path("type").asText().equals("coarse-to-fine")) {
                putIfAbsent(scales, "detail", MAPPER.valueToTree(Scales.Detail.NONE));
                if (scales.get("detail") instanceof ObjectNode detail) {
                    putIfAbsent(detail, "goal", MAPPER.valueToTree(Scales.Detail.NONE.goal()));
                }
            }
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
        return parse(json, RecipeOverrides.class, UnaryOperator.identity(), (tree, type) -> {
            if (!tree.isObject()) {
                throw new InvalidRecipeException(
                        "json", "must be an object, such as {\"steps\": 120}, but is " + JsonShape.shown(tree));
            }
        });
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a valid " + value.getClass().getSimpleName() + " cannot be written", e);
        }
    }

    private static <T extends Record> T parse(
            String json, Class<T> type, UnaryOperator<JsonNode> complete, BiConsumer<JsonNode, Class<T>> check) {
        if (json.length() > LONGEST_TEXT) {
            throw new InvalidRecipeException(
                    "json", "must not be longer than " + LONGEST_TEXT + " characters but has " + json.length());
        }
        JsonNode tree = complete.apply(tree("json", json));
        check.accept(tree, type);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw describe(e);
        }
    }

    /**
     * Reads JSON of any kind.
     *
     * @param field for messages
     * @throws InvalidRecipeException if it is no JSON, or has a field twice, or more than one value
     */
    static JsonNode tree(String field, String json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null) {
                throw new InvalidRecipeException(field, "must be JSON but is empty");
            }
            if (parser.nextToken() != null) {
                throw new InvalidRecipeException(
                        field, "must be one value but more follows it" + place(parser.currentTokenLocation()));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw notJson(field, e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static InvalidRecipeException notJson(String field, JsonProcessingException e) {
        String problem;
        if (e instanceof MismatchedInputException duplicate
                && duplicate.getProcessor() instanceof JsonParser parser
                && parser.getParsingContext().hasCurrentName()) {
            String name = parser.getParsingContext().getCurrentName();
            problem = "must have each field once but has \"" + name + "\" twice";
        } else if (e instanceof JsonEOFException) {
            problem = "is not valid JSON: it ends too early";
        } else {
            problem = "is not valid JSON" + place(e.getLocation());
        }
        InvalidRecipeException described = new InvalidRecipeException(field, problem);
        described.initCause(e);
        return described;
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", character " + Math.max(1, location.getColumnNr());
    }

    private static InvalidRecipeException describe(JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping ? path(mapping.getPath()) : "";
        if (e.getCause() instanceof InvalidRecipeException cause) {
            return cause.within(path);
        }
        InvalidRecipeException described =
                new InvalidRecipeException(path.isEmpty() ? "json" : path, "is not what a recipe has there");
        described.initCause(e);
        return described;
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
