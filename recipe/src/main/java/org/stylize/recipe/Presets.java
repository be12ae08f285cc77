package org.stylize.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes that have names. */
public final class Presets {
    private static final Network AUTO = new Network(Network.Pooling.MAX, Network.Padding.ZERO, Network.Precision.AUTO);
    private static final List<LayerWeight> FIVE_LAYERS = weighted(1, 1, 1, 1, 1);
    /** A quarter from layer to layer. */
    private static final List<LayerWeight> DECREASING =
            weighted(256.0 / 341, 64.0 / 341, 16.0 / 341, 4.0 / 341, 1.0 / 341);

    private static final Layer RELU3_2 = Layer.named("relu3_2");
    private static final Layer RELU4_2 = Layer.named("relu4_2");

    /** The textbook's: Dive into Deep Learning 1.0, section 14.12, as its PyTorch code runs. */
    private static final Recipe D2L = new RecipeBuilder(
                    "d2l",
                    new Sizing.Exact(450, 300),
                    List.of(
                            // The code names convolutions, but the ReLU behind each works in place, so their rectified
                            // maps are what it compares; only conv5_1, the last layer of its network, has none behind
                            // it.
                            new LossTerm.Content(1, LayerWeight.equal("relu4_4")),
                            new LossTerm.Gram(
                                    1e4,
                                    LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                                    LayerWeight.equal("relu1_1", "relu2_1", "relu3_1", "relu4_1", "conv5_1")),
                            new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN)),
                    new OptimizerSettings.Adam(0.3, 0.9, 0.999, 1e-8),
                    500)
            .schedule(new Schedule.StepDecay(50, 0.8))
            .rounding(Rounding.TRUNCATE)
            .balance(new Balance.Weights(0.026))
            .build();

    /**
     * Reaches the textbook's losses in 220 steps. Style weighs 1.4 times as much as in the textbook, because in so few
     * steps the style loss falls last. Measured with the textbook's weights, the total ends lower.
     */
    private static final Recipe D2L_FAST = D2L.toBuilder()
            .name("d2l-fast")
            .losses(List.of(
                    D2L.losses().get(0),
                    new LossTerm.Gram(
                            1.4e4,
                            LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                            LayerWeight.equal("relu1_1", "relu2_1", "relu3_1", "relu4_1", "conv5_1")),
                    D2L.losses().get(2)))
            .network(AUTO)
            .optimizer(new OptimizerSettings.Lbfgs(
                    1, 20, OptimizerSettings.LineSearch.NONE, 0.1, new OptimizerSettings.Smoothing(1.5, 200)))
            .schedule(Schedule.CONSTANT)
            .steps(220)
            .balance(new Balance.Weights(0.021))
            .build();

    /** The textbook's code for MXNet: its network has no ReLU that works in place. */
    private static final Recipe D2L_MXNET = D2L.toBuilder()
            .name("d2l-mxnet")
            .resampling(Resampling.POINT_BILINEAR)
            .losses(List.of(
                    new LossTerm.Content(1, LayerWeight.equal("conv4_4")),
                    new LossTerm.Gram(
                            1e4,
                            LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                            LayerWeight.equal("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")),
                    new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN)))
            .optimizer(D2L.optimizer().withLearningRate(0.9))
            .rounding(Rounding.NEAREST)
            .balance(new Balance.Weights(0.41))
            .build();

    /**
     * Gatys, Ecker and Bethge (2016), as their notebook runs it: every step is one evaluation. The style weight is 10³
     * on the authors' network, and was chosen again for this one.
     */
    private static final Recipe GATYS = new RecipeBuilder(
                    "gatys",
                    new Sizing.LongSide(512),
                    List.of(
                            new LossTerm.Content(1, LayerWeight.equal("relu4_2")),
                            new LossTerm.Gram(1e5, LossTerm.GramNormalization.CHANNELS_AND_POSITIONS, FIVE_LAYERS)),
                    new OptimizerSettings.Lbfgs(1, 100),
                    500)
            .balance(new Balance.Weights(0.044))
            .build();

    /**
     * jcjohnson's neural-style. It uses the original network; our activations are s times as large in each layer, so
     * its losses are ours divided by s² (content) and s⁴ (style), and its pixels are 256 times ours. All weights are
     * divided by a million, which changes no direction.
     */
    private static final Recipe JOHNSON = new RecipeBuilder(
                    "johnson",
                    new Sizing.LongSide(512),
                    List.of(
                            new LossTerm.Content(5, List.of(new LayerWeight(Layer.named("relu4_2"), 0.576663))),
                            new LossTerm.Gram(
                                    100,
                                    LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                                    weighted(3.817472, 2873.824, 3714.975, 703495.0, 3.507659)),
                            new LossTerm.TotalVariation(6.5536e-5, LossTerm.TotalVariationKind.L2_SUM)),
                    new OptimizerSettings.Lbfgs(1, 100),
                    1000)
            .start(Start.GREY)
            .variable(new Variable(Variable.Space.RGB, false, 0))
            .balance(new Balance.Weights(0.019))
            .build();

    /**
     * crowsonkb's style-transfer-pytorch. Its content weight is 0.015 on another network, and was chosen again for this
     * one.
     */
    private static final Recipe CROWSONKB = new RecipeBuilder(
                    "crowsonkb",
                    new Sizing.LongSide(512),
                    wasserstein(LayerWeight.equal("relu4_2"), DECREASING),
                    new OptimizerSettings.Adam(0.02, 0.9, 0.99, 1e-8),
                    500)
            .resampling(Resampling.BICUBIC)
            .network(new Network(Network.Pooling.MAX, Network.Padding.REPLICATE_PICTURE, Network.Precision.FP32))
            .variable(new Variable(Variable.Space.RGB, true, 0.99))
            .scales(new Scales.CoarseToFine(128, 1000))
            .balance(new Balance.Weights(0.1))
            .build();

    /**
     * The same program from 2021 to 2023: Gram matrices, and errors that are scaled so that all gradients have about
     * the same size. It has the program's own weights.
     */
    private static final Recipe CROWSONKB_CLASSIC = CROWSONKB.toBuilder()
            .name("crowsonkb-classic")
            .losses(List.of(
                    new LossTerm.Content(0.015, LossTerm.SquaredError.SCALED, LayerWeight.equal("relu4_2")),
                    new LossTerm.Gram(
                            1, LossTerm.GramNormalization.POSITIONS, LossTerm.SquaredError.SCALED, DECREASING),
                    new LossTerm.TotalVariation(2, LossTerm.TotalVariationKind.L2_REPLICATE)))
            .balance(new Balance.Weights(0.026))
            .build();

    /**
     * The same style loss in few steps. Content is also compared at relu3_2, which keeps faces, and balanced for each pair
     * of pictures. The coarse scales place forms and motifs; the fine ones have fewer steps, because they only sharpen them.
     * The history is short, because a longer one gains nothing and needs memory.
     */
    private static final Recipe BALANCED =
            legible("balanced", 512, DECREASING, 40, 20, new Scales.Detail(256, 12, RELU4_2));

    /**
     * Without relu4_1 and relu5_1, whose matrices are the largest and have the lowest weights. The deepest remaining
     * layer is the content's, so the network ends before its last block.
     */
    private static final Recipe FAST =
            legible("fast", 384, DECREASING.subList(0, 3), 30, 16, new Scales.Detail(256, 10, RELU4_2));

    /**
     * As balanced up to 256 pixels. Above that the content image does not count any more, but what was painted: strokes of 256
     * pixels get edges and grain, where balanced paints the photograph's detail.
     */
    private static final Recipe PAINTERLY = legible(
            "painterly", 512, DECREASING, 40, 20, new Scales.Detail(256, 12, RELU3_2, Scales.Goal.COARSER_PASTICHE));

    /**
     * More steps, and above 512 pixels only the layers that make strokes: the motifs are as large as at 512 pixels. Content
     * is compared with what was painted there: the content image would bring the photograph's own detail back.
     */
    private static final Recipe QUALITY = legible(
            "quality", 1024, DECREASING, 100, 40, new Scales.Detail(512, 16, RELU3_2, Scales.Goal.COARSER_PASTICHE));

    /** For prints. Above 512 pixels few steps are enough, because enlarged strokes only need their edges and their grain. */
    private static final Recipe POSTER = legible(
            "poster", 2048, DECREASING, 40, 20, new Scales.Detail(512, 8, RELU3_2, Scales.Goal.COARSER_PASTICHE));

    private static final Map<String, Recipe> BY_NAME = byName(
            BALANCED,
            FAST,
            PAINTERLY,
            QUALITY,
            POSTER,
            D2L,
            D2L_FAST,
            CROWSONKB,
            CROWSONKB_CLASSIC,
            GATYS,
            JOHNSON,
            D2L_MXNET);

    private static final Map<String, About> ABOUT = Map.ofEntries(
            Map.entry(
                    "balanced",
                    new About(
                            100,
                            "Painterly, with clear content and whole faces: Wasserstein distances, from 128 to 512"
                                    + " pixels.")),
            Map.entry(
                    "fast",
                    new About(
                            40,
                            "As balanced in less than half the time: smaller, with finer strokes and more of the"
                                    + " photograph.")),
            Map.entry(
                    "painterly",
                    new About(
                            80,
                            "As balanced with larger strokes and more of the painting: for things and landscapes"
                                    + " rather than small faces.")),
            Map.entry(
                    "quality",
                    new About(
                            600,
                            "As balanced with more steps and twice the size, with motifs as large in the picture.")),
            Map.entry(
                    "poster",
                    new About(
                            700,
                            "For prints: the motifs of balanced, with strokes for 2048 pixels, or 3072 by --size.")),
            Map.entry(
                    "d2l",
                    new About(
                            600,
                            "The textbook's recipe (Dive into Deep Learning, 14.12): 450 x 300 pixels, Gram matrices"
                                    + " of five layers, Adam, 500 steps.")),
            Map.entry(
                    "d2l-fast",
                    new About(
                            270,
                            "The textbook's losses in 220 steps or fewer, with broader areas of colour: smoothed"
                                    + " L-BFGS instead of Adam.")),
            Map.entry(
                    "d2l-mxnet",
                    new About(
                            600,
                            "The textbook's MXNet code: as d2l, but layers before their ReLU and three times the"
                                    + " learning rate.")),
            Map.entry(
                    "crowsonkb",
                    new About(
                            3000,
                            "style-transfer-pytorch: Wasserstein distances, 128 to 512 pixels, 3000 steps; slow.")),
            Map.entry(
                    "crowsonkb-classic",
                    new About(
                            3000,
                            "style-transfer-pytorch as it was until 2023: Gram matrices, 128 to 512 pixels, 3000"
                                    + " steps; slow.")),
            Map.entry(
                    "gatys",
                    new About(
                            900,
                            "The paper (Gatys, Ecker and Bethge, 2016) as its authors' notebook: L-BFGS, 500 steps;"
                                    + " slow.")),
            Map.entry(
                    "johnson",
                    new About(1800, "neural-style by jcjohnson: begins with grey noise, L-BFGS, 1000 steps; slow.")));

    /**
     * What a preset is for.
     *
     * @param seconds that a photograph of 3:2 takes on one core of a server of 2023 in 32-bit floats
     */
    private record About(int seconds, String description) {}

    private Presets() {}

    /** Names of all presets, the most useful first. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * The preset of that name.
     *
     * @throws InvalidRecipeException if there is none, naming the nearest
     */
    public static Recipe named(String name) {
        Recipe recipe = BY_NAME.get(name);
        if (recipe == null) {
            throw new InvalidRecipeException("preset", "is unknown: " + UnknownName.of(name, names()));
        }
        return recipe;
    }

    /**
     * A sentence or two on that preset, for people.
     *
     * @throws InvalidRecipeException if there is none of that name
     */
    public static String description(String name) {
        return about(name).description();
    }

    /**
     * About how long that preset takes for a photograph of 3:2, in seconds of one core of a server of 2023 in 32-bit
     * floats; with bfloat16 units it is a fifth to an eighth of that.
     *
     * @throws InvalidRecipeException if there is none of that name
     */
    public static int typicalSeconds(String name) {
        return about(name).seconds();
    }

    private static About about(String name) {
        About about = ABOUT.get(named(name).name());
        if (about == null) {
            throw new IllegalStateException("preset " + name + " has no description");
        }
        return about;
    }

    /** crowsonkb's losses with content that is balanced for each pair of pictures, by L-BFGS. */
    private static Recipe legible(
            String name,
            int longSidePixels,
            List<LayerWeight> style,
            int coarsestSteps,
            int steps,
            Scales.Detail detail) {
        return new RecipeBuilder(
                        name,
                        new Sizing.LongSide(longSidePixels),
                        wasserstein(List.of(new LayerWeight(RELU4_2, 1), new LayerWeight(RELU3_2, 0.5)), style),
                        // Without smoothing, the few steps of a fine scale leave a lattice in flat areas.
                        new OptimizerSettings.Lbfgs(
                                1, 5, OptimizerSettings.LineSearch.NONE, 0.02, new OptimizerSettings.Smoothing(1, 100)),
                        steps)
                .resampling(Resampling.BICUBIC)
                // Zeros around the picture leave a dark border where there are few strokes.
                .network(new Network(Network.Pooling.MAX, Network.Padding.REPLICATE_PICTURE, Network.Precision.AUTO))
                .variable(new Variable(Variable.Space.RGB, true, 0))
                .scales(new Scales.CoarseToFine(128, coarsestSteps, detail))
                .balance(new Balance.Strength(0.5, 0.2))
                .build();
    }

    private static List<LossTerm> wasserstein(List<LayerWeight> content, List<LayerWeight> style) {
        return List.of(
                new LossTerm.Content(0.06, content),
                new LossTerm.Wasserstein(1, 1e-4, 12, style),
                new LossTerm.TotalVariation(2, LossTerm.TotalVariationKind.NINE_POINT));
    }

    /** relu1_1, relu2_1 and so on with these weights, as many as there are. */
    private static List<LayerWeight> weighted(double... weights) {
        List<LayerWeight> layers = new ArrayList<>();
        for (double weight : weights) {
            layers.add(new LayerWeight(new Layer(layers.size() + 1, 1, true), weight));
        }
        return List.copyOf(layers);
    }

    private static Map<String, Recipe> byName(Recipe... recipes) {
        Map<String, Recipe> map = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            map.put(recipe.name(), recipe);
        }
        return map;
    }
}
