package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What decides between content and style. Both kinds know the recipe's typical ratio: how large the content loss of a
 * picture without content is, compared with the style loss of the content image, both with the recipe's weights and on
 * average over pictures.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Balance.Weights.class, name = "weights"),
    @JsonSubTypes.Type(value = Balance.Strength.class, name = "strength")
})
public sealed interface Balance {
    /** What recipes have that do not say: that of {@code balanced}. */
    Weights DEFAULT = new Weights(0.1);

    /** The ratio that strength ½ gives. */
    double typicalRatio();

    <R> R match(Cases<R> cases);

    /** One function for each kind of balance. */
    interface Cases<R> {
        R weights(Weights balance);

        R strength(Strength balance);
    }

    /**
     * The weights of the losses as they stand. How much of the content stays depends on the pictures then, and on their
     * size.
     *
     * @param typicalRatio above 0, at most 1000
     */
    record Weights(double typicalRatio) implements Balance {
        public Weights {
            Range.TYPICAL_RATIO.check("typicalRatio", typicalRatio);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.weights(this);
        }
    }

    /**
     * A number that means the same for every pair of pictures at every size: at each scale the content weights are
     * multiplied by what gives those two losses, measured there, the ratio {@link #ratio}. The content weights count among
     * each other only, and total variation keeps its weight relative to style.
     *
     * @param value 0 to 1; 0 gives nearly the photograph, ½ the recipe's look, 1 the style with hardly any content
     * @param typicalRatio above 0, at most 1000
     */
    record Strength(double value, double typicalRatio) implements Balance {
        /** Nearer to 0 and 1 a loss would be all or nothing. */
        private static final double NEAREST = 0.01;

        public Strength {
            Range.STRENGTH.check("value", value);
            Range.TYPICAL_RATIO.check("typicalRatio", typicalRatio);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.strength(this);
        }

        /** typicalRatio · ((1 − value) / value)². */
        public double ratio() {
            double inside = Math.max(NEAREST, Math.min(1 - NEAREST, value));
            double odds = (1 - inside) / inside;
            return typicalRatio * odds * odds;
        }
    }
}
