package org.stylize.engine.nst;

import org.stylize.recipe.LossTerm;

/**
 * The mathematics of a loss term, wherever it is placed. A new kind of term gets one line in {@link #of}, which does not
 * compile without it.
 */
sealed interface Formula {
    <R> R match(Cases<R> cases);

    /** One function for each picture or target that a loss compares the pastiche with. */
    interface Cases<R> {
        /** The error of the feature maps' differences from those of the content image. */
        R content(LossTerm.SquaredError error);

        /** The distance of the feature maps from the style. */
        R style(StyleMeasure measure);

        /** A property of the pastiche itself, without a target. */
        R picture(Loss loss);
    }

    /** The mathematics of a term. */
    static Formula of(LossTerm term) {
        return term.match(new LossTerm.Cases<>() {
            @Override
            public Formula content(LossTerm.Content content) {
                return new OfContent(content.error());
            }

            @Override
            public Formula gram(LossTerm.Gram gram) {
                return new OfStyle(new GramLoss(gram.normalization(), gram.error()));
            }

            @Override
            public Formula wasserstein(LossTerm.Wasserstein wasserstein) {
                return new OfStyle(new WassersteinLoss(wasserstein.epsilon(), wasserstein.rounds()));
            }

            @Override
            public Formula moments(LossTerm.Moments moments) {
                return new OfStyle(new MomentLoss(moments.epsilon()));
            }

            @Override
            public Formula histogram(LossTerm.Histogram histogram) {
                return new OfStyle(new HistogramLoss(histogram.quantiles()));
            }

            @Override
            public Formula neighbours(LossTerm.Neighbours neighbours) {
                return new OfStyle(new NeighbourLoss(neighbours.samples()));
            }

            @Override
            public Formula totalVariation(LossTerm.TotalVariation variation) {
                return new OfPicture(new TotalVariationLoss(variation.kind()));
            }
        });
    }

    /** {@link Cases#content}. */
    record OfContent(LossTerm.SquaredError error) implements Formula {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.content(error);
        }
    }

    /** {@link Cases#style}. */
    record OfStyle(StyleMeasure measure) implements Formula {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.style(measure);
        }
    }

    /** {@link Cases#picture}. */
    record OfPicture(Loss loss) implements Formula {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.picture(loss);
        }
    }
}
