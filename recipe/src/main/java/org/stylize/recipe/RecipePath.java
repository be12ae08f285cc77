package org.stylize.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One field of a recipe, by its path in the recipe's JSON. The parts of a path are names of fields; in a list they are
 * indices, or types where a type occurs once: {@code network.pooling}, {@code losses[0].weight},
 * {@code losses.gram.weight}.
 */
public final class RecipePath {
    private static final JsonMapper MAPPER = new JsonMapper();

    private RecipePath() {}

    /**
     * The recipe with another value in one place.
     *
     * @param value JSON, or a text without its quotation marks
     * @throws InvalidRecipeException if there is no such place, naming the nearest, or the value does not suit it
     */
    public static Recipe set(Recipe recipe, String path, String value) {
        JsonNode root = parsed(RecipeJson.write(recipe));
        List<String> steps = List.of(path.replace("]", "").split("[.\\[]"));
        if (steps.isEmpty()) {
            throw new InvalidRecipeException(path, "is not a place in a recipe: " + UnknownName.of(path, fields()));
        }
        JsonNode at = root;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = child(at, step, path);
        }
        String last = steps.get(steps.size() - 1);
        if (at instanceof ArrayNode list) {
            list.set(index(list, last, path), parsedOrText(path, value));
        } else {
            child(at, last, path); // it must be there
            ((ObjectNode) at).set(last, parsedOrText(path, value));
        }
        return RecipeJson.read(root.toString());
    }

    /** The names of a recipe's own fields, which are the paths of one step. */
    public static List<String> fields() {
        return Arrays.stream(Recipe.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /**
     * Refuses what is neither a field nor an override's name.
     *
     * @throws InvalidRecipeException naming the nearest
     */
    public static void requireKnown(String name) {
        List<String> known = Stream.concat(RecipeOverrides.names().stream(), fields().stream())
                .distinct()
                .toList();
        if (!known.contains(name)) {
            throw new InvalidRecipeException(name, "is not a parameter of a recipe: " + UnknownName.of(name, known));
        }
    }

    private static JsonNode child(JsonNode at, String step, String path) {
        if (at instanceof ArrayNode list) {
            return list.get(index(list, step, path));
        }
        if (!(at instanceof ObjectNode)) {
            throw new InvalidRecipeException(
                    path, "is not a place in a recipe: nothing lies below \"" + at.asText() + "\"");
        }
        JsonNode child = at.get(step);
        if (child == null) {
            throw new InvalidRecipeException(path, "is not a place in a recipe: " + UnknownName.of(step, names(at)));
        }
        return child;
    }

    private static int index(ArrayNode list, String step, String path) {
        if (step.matches("[0-9]{1,3}")) {
            int index = Integer.parseInt(step);
            if (index >= list.size()) {
                throw new InvalidRecipeException(
                        path, "is not a place in a recipe: the list has " + list.size() + " elements, from 0 on");
            }
            return index;
        }
        List<String> types = new ArrayList<>();
        list.forEach(element -> types.add(element.path("type").asText()));
        int first = types.indexOf(step);
        if (first < 0) {
            throw new InvalidRecipeException(path, "is not a place in a recipe: " + UnknownName.of(step, types));
        }
        if (first != types.lastIndexOf(step)) {
            throw new InvalidRecipeException(path, "is not one place: use an index instead of \"" + step + "\"");
        }
        return first;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode parsedOrText(String path, String value) {
        if (value.startsWith("{") || value.startsWith("[")) {
            return RecipeJson.tree(path, value);
        }
        try {
            JsonNode json = MAPPER.readTree(value);
            return json.isMissingNode() ? new TextNode(value) : json;
        } catch (JsonProcessingException e) {
            return new TextNode(value); // a name without its quotation marks
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe's own JSON cannot be read", e);
        }
    }
}
