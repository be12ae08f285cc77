package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** One summand of the total loss. The total is the sum over terms of {@code weight} times the term's value. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LossTerm.Content.class, name = "content"),
    @JsonSubTypes.Type(value = LossTerm.Gram.class, name = "gram"),
    @JsonSubTypes.Type(value = LossTerm.Wasserstein.class, name = "wasserstein"),
    @JsonSubTypes.Type(value = LossTerm.Moments.class, name = "moments"),
    @JsonSubTypes.Type(value = LossTerm.Histogram.class, name = "histogram"),
    @JsonSubTypes.Type(value = LossTerm.Neighbours.class, name = "neighbours"),
    @JsonSubTypes.Type(value = LossTerm.TotalVariation.class, name = "total-variation")
})
public sealed interface LossTerm {
    /** Factor of this term in the total; not negative. */
    double weight();

    /** This term with another factor. */
    LossTerm withWeight(double weight);

    /** The layers whose feature maps it reads, with their weights; empty if it reads the picture only. */
    List<LayerWeight> layers();

    /** This term at other layers, at least one; the same if it reads the picture only. */
    LossTerm withLayers(List<LayerWeight> layers);

    /** This term without the layers that are deeper than one; empty if none of its layers is left. */
    default Optional<LossTerm> withoutDeeper(Layer deepest) {
        List<LayerWeight> kept = layers().stream()
                .filter(each -> !each.layer().isDeeperThan(deepest))
                .toList();
        if (kept.size() == layers().size()) {
            return Optional.of(this);
        }
        return kept.stream().allMatch(each -> each.weight() == 0) ? Optional.empty() : Optional.of(withLayers(kept));
    }

    /** The parameter that overrides its weight. */
    Parameter parameter();

    /** Name of this kind of term in JSON. */
    String type();

    /**
     * Why the loss needs all positions of a layer at once, as the end of a sentence about it; empty if it reads feature maps
     * only by sums over their positions. Only a loss of sums can be computed in tiles.
     */
    default Optional<String> needsWholePicture() {
        return Optional.empty();
    }

    /** Whether it can be computed for a region, where positions count in part. A loss of sums can. */
    default boolean hasRegions() {
        return needsWholePicture().isEmpty();
    }

    <R> R match(Cases<R> cases);

    /** One function for each kind of term. */
    interface Cases<R> {
        R content(Content term);

        R gram(Gram term);

        R wasserstein(Wasserstein term);

        R moments(Moments term);

        R histogram(Histogram term);

        R neighbours(Neighbours term);

        R totalVariation(TotalVariation term);
    }

    /**
     * Squared difference between the feature maps F of the pastiche and P of the content image: sum over layers l of w(l)
     * · the error of F − P. Gatys, Ecker and Bethge (2016), equation 1, has ½ · sum of the squares.
     *
     * @param weight 0 to 1e6
     */
    record Content(double weight, SquaredError error, List<LayerWeight> layers) implements LossTerm {
        /** With the mean of the squares. */
        public Content(double weight, List<LayerWeight> layers) {
            this(weight, SquaredError.MEAN, layers);
        }

        public Content {
            requireNonNull(error, "error is null");
            Range.CONTENT_WEIGHT.check("weight", weight);
            layers = LayerWeight.checked(layers);
        }

        @Override
        public String type() {
            return "content";
        }

        @Override
        public Content withWeight(double newWeight) {
            return new Content(newWeight, error, layers);
        }

        @Override
        public Content withLayers(List<LayerWeight> newLayers) {
            return new Content(weight, error, newLayers);
        }

        @Override
        public Parameter parameter() {
            return Parameter.CONTENT_WEIGHT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.content(this);
        }
    }

    /**
     * Squared difference between the Gram matrices of the pastiche and of the style image: sum over layers l of w(l) ·
     * the error of G − A. Gatys, Ecker and Bethge (2016), equations 3 to 5, with another scale.
     *
     * @param weight 0 to 1e9
     * @param normalization what F·Fᵀ is divided by
     */
    record Gram(double weight, GramNormalization normalization, SquaredError error, List<LayerWeight> layers)
            implements LossTerm {
        /** With the mean of the squares. */
        public Gram(double weight, GramNormalization normalization, List<LayerWeight> layers) {
            this(weight, normalization, SquaredError.MEAN, layers);
        }

        public Gram {
            requireNonNull(error, "error is null");
            Range.STYLE_WEIGHT.check("weight", weight);
            requireNonNull(normalization, "normalization is null");
            layers = LayerWeight.checked(layers);
        }

        @Override
        public String type() {
            return "gram";
        }

        @Override
        public Gram withWeight(double newWeight) {
            return new Gram(newWeight, normalization, error, layers);
        }

        @Override
        public Gram withLayers(List<LayerWeight> newLayers) {
            return new Gram(weight, normalization, error, newLayers);
        }

        @Override
        public Parameter parameter() {
            return Parameter.STYLE_WEIGHT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.gram(this);
        }
    }

    /** How differences d become one number. */
    enum SquaredError {
        /** Mean of d² over all elements. */
        @JsonProperty("mean")
        MEAN,
        /** Σd² / (Σ|d| + 10⁻⁸): about the size of a typical difference, with a gradient whose absolute values add up to about 1. */
        @JsonProperty("scaled")
        SCALED
    }

    /** What F·Fᵀ is divided by; F is C × N, one row for each channel, one column for each position. */
    enum GramNormalization {
        /** Divided by C·N, the number of elements of F. */
        @JsonProperty("chw")
        CHANNELS_AND_POSITIONS,
        /** Divided by N, the number of positions: the channels' second moments. */
        @JsonProperty("n")
        POSITIONS,
        /** Not divided, as in equation 3. */
        @JsonProperty("raw")
        NOTHING
    }

    /**
     * Squared Wasserstein-2 distance between two normal distributions: that of the pastiche's features, with mean μ and
     * covariance S over all positions, and that of the style image's, μ₀ and S₀. Sum over layers l of w(l) · (|μ − μ₀|² +
     * tr(S + S₀ − 2·(S₀^½·S·S₀^½)^½)) / C.
     *
     * @param weight 0 to 1e9
     * @param epsilon added to the diagonals of both covariances; above 0, at most 1
     * @param rounds of the Newton–Schulz iteration that defines the roots, 1 to 40: few rounds leave the roots of the
     *     smallest eigenvalues too small, and so their gradients bounded
     */
    record Wasserstein(double weight, double epsilon, int rounds, List<LayerWeight> layers) implements LossTerm {
        public Wasserstein {
            Range.STYLE_WEIGHT.check("weight", weight);
            Range.EPSILON.check("epsilon", epsilon);
            Range.ROUNDS.check("rounds", rounds);
            layers = LayerWeight.checked(layers);
        }

        @Override
        public String type() {
            return "wasserstein";
        }

        @Override
        public Wasserstein withWeight(double newWeight) {
            return new Wasserstein(newWeight, epsilon, rounds, layers);
        }

        @Override
        public Wasserstein withLayers(List<LayerWeight> newLayers) {
            return new Wasserstein(weight, epsilon, rounds, newLayers);
        }

        @Override
        public Parameter parameter() {
            return Parameter.STYLE_WEIGHT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.wasserstein(this);
        }
    }

    /**
     * Means μ and standard deviations σ of each channel over all positions, against those of the style image: sum over
     * layers l of w(l) · mean((μ − μ₀)² + (σ − σ₀)²), the mean over channels, with σ = √(variance + ε). Li et al.,
     * Demystifying Neural Style Transfer (2017), section 4.2.
     *
     * @param weight 0 to 1e9
     * @param epsilon ε, which keeps the gradient of a channel without variance bounded; above 0, at most 1
     */
    record Moments(double weight, double epsilon, List<LayerWeight> layers) implements LossTerm {
        public Moments {
            Range.STYLE_WEIGHT.check("weight", weight);
            Range.EPSILON.check("epsilon", epsilon);
            layers = LayerWeight.checked(layers);
        }

        @Override
        public String type() {
            return "moments";
        }

        @Override
        public Moments withWeight(double newWeight) {
            return new Moments(newWeight, epsilon, layers);
        }

        @Override
        public Moments withLayers(List<LayerWeight> newLayers) {
            return new Moments(weight, epsilon, newLayers);
        }

        @Override
        public Parameter parameter() {
            return Parameter.STYLE_WEIGHT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.moments(this);
        }
    }

    /**
     * Features F of each channel against R(F), the same remapped so that their distribution is the style image's: sum
     * over layers l of w(l) · mean((F − R(F))²). The k-th smallest of N, counted from 0, is mapped to the style's
     * quantile at (k + ½)/N; R is a constant in the gradient. Risser, Wilmot and Barnes, Stable and Controllable Neural
     * Texture Synthesis and Style Transfer Using Histogram Losses (2017), section 4.1, with ranks instead of bins.
     *
     * @param weight 0 to 1e9
     * @param quantiles number of quantiles of the style that are kept for each channel, at (q + ½)/quantiles; between
     *     them R is linear; 2 to 4096
     */
    record Histogram(double weight, int quantiles, List<LayerWeight> layers) implements LossTerm {
        public Histogram {
            Range.STYLE_WEIGHT.check("weight", weight);
            Range.QUANTILES.check("quantiles", quantiles);
            layers = LayerWeight.checked(layers);
        }

        @Override
        public String type() {
            return "histogram";
        }

        @Override
        public Histogram withWeight(double newWeight) {
            return new Histogram(newWeight, quantiles, layers);
        }

        @Override
        public Histogram withLayers(List<LayerWeight> newLayers) {
            return new Histogram(weight, quantiles, newLayers);
        }

        @Override
        public Parameter parameter() {
            return Parameter.STYLE_WEIGHT;
        }

        @Override
        public Optional<String> needsWholePicture() {
            return Optional.of("it sorts the features of the whole picture");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.histogram(this);
        }
    }

    /**
     * How far each position's features are from their nearest in the style image: sum over layers l of w(l) · mean(1 −
     * max cos(F − μ, S − μ₀)), the mean over the pastiche's positions and the largest cosine over the style's. μ and μ₀
     * are the means of both over their positions. Kolkin et al., Neural Neighbor Style Transfer (2022), on each layer
     * alone, with neighbours that are found again at each step.
     *
     * @param weight 0 to 1e9
     * @param samples number of the style's positions that are kept for each layer, spread evenly over the image; those of
     *     a smaller image are repeated; 2 to 16384
     */
    record Neighbours(double weight, int samples, List<LayerWeight> layers) implements LossTerm {
        /** Added to the square of a length, so that features equal to the mean have a bounded gradient. */
        public static final double EPSILON = 1e-6;

        /** φ: of N positions, counted row by row, sample i is the position ⌊N · frac(i·φ)⌋. */
        public static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

        public Neighbours {
            Range.STYLE_WEIGHT.check("weight", weight);
            Range.SAMPLES.check("samples", samples);
            layers = LayerWeight.checked(layers);
        }

        @Override
        public String type() {
            return "neighbours";
        }

        @Override
        public Neighbours withWeight(double newWeight) {
            return new Neighbours(newWeight, samples, layers);
        }

        @Override
        public Neighbours withLayers(List<LayerWeight> newLayers) {
            return new Neighbours(weight, samples, newLayers);
        }

        @Override
        public Parameter parameter() {
            return Parameter.STYLE_WEIGHT;
        }

        @Override
        public Optional<String> needsWholePicture() {
            return Optional.of("it compares each position with the mean of the whole picture");
        }

        @Override
        public boolean hasRegions() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.neighbours(this);
        }
    }

    /**
     * Differences between neighbouring pixels of the pastiche, in the space in which it is optimized.
     *
     * @param weight 0 to 1e5
     */
    record TotalVariation(double weight, TotalVariationKind kind) implements LossTerm {
        public TotalVariation {
            Range.TV_WEIGHT.check("weight", weight);
            requireNonNull(kind, "kind is null");
        }

        @Override
        public String type() {
            return "total-variation";
        }

        @Override
        public TotalVariation withWeight(double newWeight) {
            return new TotalVariation(newWeight, kind);
        }

        @Override
        public TotalVariation withLayers(List<LayerWeight> newLayers) {
            return this;
        }

        @Override
        public List<LayerWeight> layers() {
            return List.of();
        }

        @Override
        public Parameter parameter() {
            return Parameter.TV_WEIGHT;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.totalVariation(this);
        }
    }

    /** How differences between neighbours become one number. */
    enum TotalVariationKind {
        /** ½ · (mean of the absolute vertical differences + mean of the absolute horizontal ones). */
        @JsonProperty("l1-mean")
        L1_MEAN,
        /** Mean of the squared vertical differences + mean of the squared horizontal ones. */
        @JsonProperty("l2-mean")
        L2_MEAN,
        /** The same divided by the number of pixels, as if the last row and column were repeated. */
        @JsonProperty("l2-replicate")
        L2_REPLICATE,
        /** ½ · sum of the squared differences to the right and lower neighbours, where a pixel has both. */
        @JsonProperty("l2-sum")
        L2_SUM,
        /**
         * ⅔ · (means of the squared horizontal and vertical differences) + ⅙ · (means of the squared diagonal ones), with
         * the picture's border repeated once on each side.
         */
        @JsonProperty("nine-point")
        NINE_POINT
    }
}
