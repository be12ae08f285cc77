package org.stylize.recipe;

import java.util.List;
import java.util.OptionalDouble;

/** The part of some overrides that concerns the losses' weights. */
record TermWeights(RecipeOverrides overrides) {
    List<LossTerm> applyTo(Recipe recipe) {
        for (Parameter weight : List.of(Parameter.CONTENT_WEIGHT, Parameter.STYLE_WEIGHT, Parameter.TV_WEIGHT)) {
            if (overrides.of(weight).isPresent()
                    && recipe.losses().stream().noneMatch(term -> parameterOf(term) == weight)) {
                throw new InvalidRecipeException(
                        weight.field(), "cannot be set: the recipe " + recipe.name() + " has no such loss");
            }
        }
        return recipe.losses().stream().map(this::reweighted).toList();
    }

    private LossTerm reweighted(LossTerm term) {
        OptionalDouble weight = overrides.of(parameterOf(term));
        return weight.isPresent() ? term.withWeight(weight.getAsDouble()) : term;
    }

    private static Parameter parameterOf(LossTerm term) {
        return term.match(new LossTerm.Cases<>() {
            @Override
            public Parameter content(LossTerm.Content content) {
                return Parameter.CONTENT_WEIGHT;
            }

            @Override
            public Parameter gram(LossTerm.Gram gram) {
                return Parameter.STYLE_WEIGHT;
            }

            @Override
            public Parameter totalVariation(LossTerm.TotalVariation totalVariation) {
                return Parameter.TV_WEIGHT;
            }
        });
    }
}
