package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that replace values of a recipe; all others stay. In JSON this is an object with the fields of
 * {@link Parameter}: {@code {"steps": 120, "longSidePixels": 256}}.
 *
 * @param values by parameter, each within its range
 * @param precision precision of the network, {@code "precision": "bf16"} in JSON
 * @param colours colours of the pastiche, {@code "colours": "linear-match"} in JSON
 */
public record RecipeOverrides(
        Map<Parameter, Double> values, Optional<Network.Precision> precision, Optional<Colours> colours) {
    private static final String PRECISION = "precision";
    private static final String COLOURS = "colours";
    private static final RecipeOverrides NONE = new RecipeOverrides(Map.of());

    public RecipeOverrides {
        values.forEach((parameter, value) -> parameter.range().check(parameter.field(), value));
        Map<Parameter, Double> copy = new EnumMap<>(Parameter.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
        checkSize(values);
        checkStrength(values);
    }

    /** Numbers only. */
    public RecipeOverrides(Map<Parameter, Double> values) {
        this(values, Optional.empty(), Optional.empty());
    }

    /** No override at all. */
    public static RecipeOverrides none() {
        return NONE;
    }

    /** The names that overrides have in JSON. */
    public static List<String> names() {
        return Stream.concat(Arrays.stream(Parameter.values()).map(Parameter::field), Stream.of(PRECISION, COLOURS))
                .toList();
    }

    /**
     * Reads a JSON object whose fields are those of {@link Parameter}.
     *
     * @throws InvalidRecipeException naming the field that is unknown or out of range
     */
    public static RecipeOverrides fromJson(String json) {
        return RecipeJson.readOverrides(json);
    }

    /** The JSON object with the overridden fields only, in canonical form. */
    public String toJson() {
        return RecipeJson.write(this);
    }

    /** The overrides of a JSON object. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static RecipeOverrides ofFields(Map<String, Object> fields) {
        Map<Parameter, Double> values = new EnumMap<>(Parameter.class);
        Optional<Network.Precision> precision = Optional.empty();
        Optional<Colours> colours = Optional.empty();
        for (Map.Entry<String, Object> entry : fields.entrySet()) {
            String field = entry.getKey();
            Object value = entry.getValue();
            if (field.equals(PRECISION)) {
                precision = Optional.of(Network.Precision.named(name(field, value)));
                continue;
            }
            if (field.equals(COLOURS)) {
                colours = Optional.of(Colours.named(name(field, value)));
                continue;
            }
            Parameter parameter = Parameter.named(field);
            if (!(value instanceof Number number)) {
                throw new InvalidRecipeException(field, "must be " + parameter.range() + " but is " + describe(value));
            }
            values.put(parameter, number.doubleValue());
        }
        return new RecipeOverrides(values, precision, colours);
    }

    /** The fields of the JSON object, integers as integers, in the order of {@link Parameter}. */
    @JsonValue
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        values.forEach((parameter, value) ->
                fields.put(parameter.field(), parameter.range().whole() ? (Number) value.longValue() : (Number) value));
        precision.ifPresent(value -> fields.put(PRECISION, value));
        colours.ifPresent(value -> fields.put(COLOURS, value));
        return fields;
    }

    /** These overrides and {@code others}; where both have a value, the others win. */
    public RecipeOverrides and(RecipeOverrides others) {
        Map<Parameter, Double> both = new EnumMap<>(Parameter.class);
        both.putAll(values);
        both.putAll(others.values);
        return new RecipeOverrides(both, others.precision.or(() -> precision), others.colours.or(() -> colours));
    }

    /** These with the network's precision replaced too. */
    public RecipeOverrides withPrecision(Network.Precision newPrecision) {
        return new RecipeOverrides(values, Optional.of(newPrecision), colours);
    }

    /** These with the colours replaced too. */
    public RecipeOverrides withColours(Colours newColours) {
        return new RecipeOverrides(values, precision, Optional.of(newColours));
    }

    /** The value of a parameter, empty where it is not overridden. */
    public OptionalDouble of(Parameter parameter) {
        Double value = values.get(parameter);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    public boolean isEmpty() {
        return values.isEmpty() && precision.isEmpty() && colours.isEmpty();
    }

    Recipe applyTo(Recipe recipe) {
        if (isEmpty()) {
            return recipe;
        }
        int steps = (int) value(Parameter.STEPS, recipe.steps());
        StopRule stop = recipe.stop();
        return recipe.toBuilder()
                .sizing(sizing(recipe))
                .network(precision.map(recipe.network()::withPrecision).orElse(recipe.network()))
                .losses(new TermWeights(this).applyTo(recipe))
                .optimizer(recipe.optimizer()
                        .withLearningRate(value(
                                Parameter.LEARNING_RATE, recipe.optimizer().learningRate())))
                .schedule(schedule(recipe, steps))
                .steps(steps)
                .scales(recipe.scales().stretched(recipe.steps(), steps))
                .styleScale(value(Parameter.STYLE_SCALE, recipe.styleScale()))
                .seed((int) value(Parameter.SEED, recipe.seed()))
                .colours(colours.orElse(recipe.colours()))
                .stop(stop.withMinimalGain(value(Parameter.MINIMAL_GAIN, stop.minimalGain()))
                        .withTimeBudgetSeconds(value(Parameter.TIME_BUDGET_SECONDS, stop.timeBudgetSeconds())))
                .balance(balance(recipe))
                .build();
    }

    private Balance balance(Recipe recipe) {
        double typicalRatio = recipe.balance().typicalRatio();
        if (has(Parameter.STRENGTH)) {
            return new Balance.Strength(of(Parameter.STRENGTH).orElseThrow(), typicalRatio);
        }
        return has(Parameter.CONTENT_WEIGHT) ? new Balance.Weights(typicalRatio) : recipe.balance();
    }

    private Sizing sizing(Recipe recipe) {
        if (has(Parameter.LONG_SIDE_PIXELS)) {
            return new Sizing.LongSide(whole(Parameter.LONG_SIDE_PIXELS));
        }
        if (has(Parameter.WIDTH_PIXELS)) {
            return new Sizing.Exact(whole(Parameter.WIDTH_PIXELS), whole(Parameter.HEIGHT_PIXELS));
        }
        return recipe.sizing();
    }

    private Schedule schedule(Recipe recipe, int steps) {
        if (!has(Parameter.DECAY_EVERY) && !has(Parameter.DECAY_FACTOR)) {
            return recipe.schedule().stretched(recipe.steps(), steps);
        }
        if (!(recipe.schedule() instanceof Schedule.StepDecay decay)) {
            Parameter given = has(Parameter.DECAY_EVERY) ? Parameter.DECAY_EVERY : Parameter.DECAY_FACTOR;
            throw new InvalidRecipeException(
                    given.field(),
                    "cannot be set: the rate of the recipe " + recipe.name() + " does not fall by steps");
        }
        return new Schedule.StepDecay(
                has(Parameter.DECAY_EVERY) ? whole(Parameter.DECAY_EVERY) : decay.every(),
                value(Parameter.DECAY_FACTOR, decay.factor()));
    }

    private boolean has(Parameter parameter) {
        return values.containsKey(parameter);
    }

    private double value(Parameter parameter, double otherwise) {
        return of(parameter).orElse(otherwise);
    }

    private int whole(Parameter parameter) {
        return (int) of(parameter).orElseThrow();
    }

    private static void checkSize(Map<Parameter, Double> values) {
        boolean width = values.containsKey(Parameter.WIDTH_PIXELS);
        boolean height = values.containsKey(Parameter.HEIGHT_PIXELS);
        if (width != height) {
            Parameter missing = width ? Parameter.HEIGHT_PIXELS : Parameter.WIDTH_PIXELS;
            throw new InvalidRecipeException(
                    missing.field(),
                    "must be given where the other of widthPixels and heightPixels is, but is missing");
        }
        if (width && values.containsKey(Parameter.LONG_SIDE_PIXELS)) {
            throw new InvalidRecipeException(
                    Parameter.LONG_SIDE_PIXELS.field(), "must not be given together with widthPixels and heightPixels");
        }
    }

    private static void checkStrength(Map<Parameter, Double> values) {
        if (values.containsKey(Parameter.STRENGTH) && values.containsKey(Parameter.CONTENT_WEIGHT)) {
            throw new InvalidRecipeException(
                    Parameter.STRENGTH.field(),
                    "must not be given together with contentWeight, because it sets the content weight itself, for each pair of pictures");
        }
    }

    private static String describe(@Nullable Object value) {
        if (value instanceof String text) {
            return "the text \"" + text + "\"";
        }
        if (value instanceof Map) {
            return "an object";
        }
        return value instanceof Collection ? "a list" : String.valueOf(value);
    }

    private static String name(String field, @Nullable Object value) {
        if (value == null || value instanceof Map || value instanceof Collection) {
            throw new InvalidRecipeException(field, "must be a name but is " + describe(value));
        }
        return value.toString();
    }
}
