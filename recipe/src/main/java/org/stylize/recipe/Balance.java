package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The balance between content and style. Both kinds have the recipe's typical ratio: the content loss of a picture
 * without content, divided by the style loss of the content image, both with the recipe's weights and averaged over
 * pictures.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Balance.Weights.class, name = "weights"),
    @JsonSubTypes.Type(value = Balance.Strength.class, name = "strength")
})
public sealed interface Balance {
    /** For recipes that do not name a balance: that of {@code balanced}. */
    Weights DEFAULT = new Weights(0.1);

    /** The ratio at strength ½. */
    double typicalRatio();

    /**
     * How far from the photograph a run goes, as a factor of its first steps, above 0 and at most 1; what is missing to 1 is
     * how much of the photograph's fine detail each scale starts with.
     */
    double reach();

    /** Whether the pastiche is the photograph itself. */
    boolean keepsPhotograph();

    <R> R match(Cases<R> cases);

    /** One function for each kind of balance. */
    interface Cases<R> {
        R weights(Weights balance);

        R strength(Strength balance);
    }

    /**
     * Fixed weights: the losses keep the recipe's weights. How much of the content stays then depends on the pictures
     * and on their size.
     *
     * @param typicalRatio above 0, at most 1000
     */
    record Weights(double typicalRatio) implements Balance {
        public Weights {
            Range.TYPICAL_RATIO.check("typicalRatio", typicalRatio);
        }

        @Override
        public double reach() {
            return 1;
        }

        @Override
        public boolean keepsPhotograph() {
            return false;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.weights(this);
        }
    }

    /**
     * A strength means the same for every pair of pictures at every size: at each scale the two losses are measured,
     * and the content weights are multiplied by the factor that gives them the ratio {@link #ratio}. Only the
     * proportions of the content weights matter; total variation keeps its weight relative to style.
     *
     * @param value 0 to 1; 0 is the photograph, ½ the recipe's look, 1 the style with hardly any content
     * @param typicalRatio above 0, at most 1000
     */
    record Strength(double value, double typicalRatio) implements Balance {
        /** Closer to 0 or 1, one loss would vanish. */
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
            return typicalRatio * odds() * odds();
        }

        /** value / (1 − value), but 1 from ½ on. */
        @Override
        public double reach() {
            return Math.min(1, 1 / odds());
        }

        @Override
        public boolean keepsPhotograph() {
            return value == 0;
        }

        private double odds() {
            double inside = Math.max(NEAREST, Math.min(1 - NEAREST, value));
            return (1 - inside) / inside;
        }
    }
}
