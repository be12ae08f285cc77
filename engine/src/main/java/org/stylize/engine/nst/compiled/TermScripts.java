package org.stylize.engine.nst.compiled;

import java.util.List;
import java.util.stream.Stream;
import org.stylize.engine.nst.LossName;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Recipe;

/** The losses of a recipe as this back end writes them. */
final class TermScripts {
    private TermScripts() {}

    /**
     * One for each loss that has a weight, in the recipe's order.
     *
     * @param regions number of regions with a style each; 0 if the whole picture has one
     */
    static List<TermScript> of(Recipe recipe, Precision precision, int regions) {
        Writer writer = new Writer(precision, regions);
        return recipe.losses().stream()
                .filter(term -> term.weight() > 0)
                .flatMap(term -> term.match(writer))
                .toList();
    }

    private static final class Writer implements LossTerm.Cases<Stream<TermScript>> {
        private final Precision precision;
        private final int regions;
        private int losses;

        Writer(Precision precision, int regions) {
            this.precision = precision;
            this.regions = regions;
        }

        @Override
        public Stream<TermScript> content(LossTerm.Content term) {
            return term.layers().stream()
                    .map(each -> new ContentScript(
                            new LossName(LossName.Kind.CONTENT, "content:" + each.layer()),
                            each.layer(),
                            next(term.weight() * each.weight()),
                            ErrorScript.of(term.error())));
        }

        @Override
        public Stream<TermScript> gram(LossTerm.Gram term) {
            return style(
                    term,
                    (name, tap, weight) -> new GramScript(
                            name, tap, weight, term.normalization(), ErrorScript.of(term.error()), precision));
        }

        @Override
        public Stream<TermScript> wasserstein(LossTerm.Wasserstein term) {
            return style(term, (name, tap, weight) -> new WassersteinScript(name, tap, weight, term, precision));
        }

        @Override
        public Stream<TermScript> moments(LossTerm.Moments term) {
            return style(term, (name, tap, weight) -> new MomentScript(name, tap, weight, term.epsilon(), precision));
        }

        @Override
        public Stream<TermScript> histogram(LossTerm.Histogram term) {
            return style(
                    term, (name, tap, weight) -> new HistogramScript(name, tap, weight, term.quantiles(), precision));
        }

        @Override
        public Stream<TermScript> totalVariation(LossTerm.TotalVariation term) {
            return Stream.of(new TotalVariationScript(
                    new LossName(LossName.Kind.TOTAL_VARIATION, "tv"), next(term.weight()), term.kind()));
        }

        private Stream<TermScript> style(LossTerm term, AtLayer script) {
            return term.layers().stream().map(each -> {
                LossName name = new LossName(LossName.Kind.STYLE, "style:" + each.layer());
                TermScript.OfMaps style = script.of(name, each.layer(), next(term.weight() * each.weight()));
                return regions == 0 ? style : new RegionsScript(style, regions, precision);
            });
        }

        private Weight next(double value) {
            return new Weight(losses++, value);
        }
    }

    /** A style loss at one layer. */
    private interface AtLayer {
        TermScript.OfMaps of(LossName name, Layer tap, Weight weight);
    }
}
