package org.stylize.recipe;

import java.util.List;

/**
 * Builds a recipe field by field; {@link Recipe} explains the fields and checks them. Begin with the fields that have
 * no default, or with another recipe: {@code recipe.toBuilder().steps(120).build()}.
 */
public final class RecipeBuilder {
    private String name;
    private Sizing sizing;
    private Resampling resampling = Resampling.BILINEAR;
    private Network network = new Network(Network.Pooling.MAX, Network.Padding.ZERO, Network.Precision.FP32);
    private Start start = Start.CONTENT;
    private List<LossTerm> losses;
    private OptimizerSettings optimizer;
    private Schedule schedule = Schedule.CONSTANT;
    private int steps;
    private Rounding rounding = Rounding.NEAREST;
    private Variable variable = Variable.PLAIN;
    private Scales scales = new Scales.Single();
    private double styleScale = 1;
    private List<Double> styleBlend = List.of();
    private int seed;
    private Colours colours = Colours.STYLE;
    private StopRule stop = StopRule.NEVER;
    private Balance balance = Balance.DEFAULT;

    /**
     * A recipe with these fields; the others are the content image as start, one scale, a constant rate, bilinear
     * resampling, VGG-19 as published in 32-bit floats, the last picture rounded to the nearest bytes, the style's colours
     * and all steps done.
     */
    public RecipeBuilder(String name, Sizing sizing, List<LossTerm> losses, OptimizerSettings optimizer, int steps) {
        this.name = name;
        this.sizing = sizing;
        this.losses = losses;
        this.optimizer = optimizer;
        this.steps = steps;
    }

    /** All fields of another recipe. */
    RecipeBuilder(Recipe recipe) {
        name = recipe.name();
        sizing = recipe.sizing();
        resampling = recipe.resampling();
        network = recipe.network();
        start = recipe.start();
        losses = recipe.losses();
        optimizer = recipe.optimizer();
        schedule = recipe.schedule();
        steps = recipe.steps();
        rounding = recipe.rounding();
        variable = recipe.variable();
        scales = recipe.scales();
        styleScale = recipe.styleScale();
        styleBlend = recipe.styleBlend();
        seed = recipe.seed();
        colours = recipe.colours();
        stop = recipe.stop();
        balance = recipe.balance();
    }

    public RecipeBuilder name(String newName) {
        name = newName;
        return this;
    }

    public RecipeBuilder sizing(Sizing newSizing) {
        sizing = newSizing;
        return this;
    }

    public RecipeBuilder resampling(Resampling newResampling) {
        resampling = newResampling;
        return this;
    }

    public RecipeBuilder network(Network newNetwork) {
        network = newNetwork;
        return this;
    }

    public RecipeBuilder start(Start newStart) {
        start = newStart;
        return this;
    }

    public RecipeBuilder losses(List<LossTerm> newLosses) {
        losses = newLosses;
        return this;
    }

    public RecipeBuilder optimizer(OptimizerSettings newOptimizer) {
        optimizer = newOptimizer;
        return this;
    }

    public RecipeBuilder schedule(Schedule newSchedule) {
        schedule = newSchedule;
        return this;
    }

    public RecipeBuilder steps(int newSteps) {
        steps = newSteps;
        return this;
    }

    public RecipeBuilder rounding(Rounding newRounding) {
        rounding = newRounding;
        return this;
    }

    public RecipeBuilder variable(Variable newVariable) {
        variable = newVariable;
        return this;
    }

    public RecipeBuilder scales(Scales newScales) {
        scales = newScales;
        return this;
    }

    public RecipeBuilder styleScale(double newStyleScale) {
        styleScale = newStyleScale;
        return this;
    }

    public RecipeBuilder styleBlend(List<Double> newStyleBlend) {
        styleBlend = newStyleBlend;
        return this;
    }

    public RecipeBuilder seed(int newSeed) {
        seed = newSeed;
        return this;
    }

    public RecipeBuilder colours(Colours newColours) {
        colours = newColours;
        return this;
    }

    public RecipeBuilder stop(StopRule newStop) {
        stop = newStop;
        return this;
    }

    public RecipeBuilder balance(Balance newBalance) {
        balance = newBalance;
        return this;
    }

    /**
     * The recipe.
     *
     * @throws InvalidRecipeException naming a field that is out of its range or does not suit another
     */
    public Recipe build() {
        return new Recipe(
                name,
                sizing,
                resampling,
                network,
                start,
                losses,
                optimizer,
                schedule,
                steps,
                rounding,
                variable,
                scales,
                styleScale,
                styleBlend,
                seed,
                colours,
                stop,
                balance);
    }
}
