package org.stylize.recipe;

import java.util.List;
import java.util.OptionalDouble;

/** The overrides of the losses' weights. */
record TermWeights(RecipeOverrides overrides) {
    List<LossTerm> applyTo(Recipe recipe) {
        for (Parameter weight : List.of(Parameter.CONTENT_WEIGHT, Parameter.STYLE_WEIGHT, Parameter.TV_WEIGHT)) {
            if (overrides.of(weight).isPresent()
                    && recipe.losses().stream().noneMatch(term -> term.parameter() == weight)) {
                throw new InvalidRecipeException(
                        weight.field(), "cannot be set: the recipe " + recipe.name() + " has no such loss");
            }
        }
        return recipe.losses().stream().map(this::reweighted).toList();
    }

    private LossTerm reweighted(LossTerm term) {
        OptionalDouble weight = overrides.of(term.parameter());
        return weight.isPresent() ? term.withWeight(weight.getAsDouble()) : term;
    }
}
