package org.stylize.worker.nst.compiled;

import java.util.List;
import java.util.stream.Stream;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Recipe;
import org.stylize.worker.nst.LossName;

/** The losses of a recipe as this back end writes them. */
final class TermScripts {
    private TermScripts() {}

    /** One for each loss that has a weight, in the recipe's order. */
    static List<TermScript> of(Recipe recipe, Precision precision) {
        return recipe.losses().stream()
                .filter(term -> term.weight() > 0)
                .flatMap(term -> term.match(new Writer(precision)))
                .toList();
    }

    private record Writer(Precision precision) implements LossTerm.Cases<Stream<TermScript>> {
        @Override
        public Stream<TermScript> content(LossTerm.Content term) {
            return term.layers().stream()
                    .map(each -> new ContentScript(
                            new LossName(LossName.Kind.CONTENT, "content:" + each.layer()),
                            each.layer(),
                            term.weight() * each.weight(),
                            ErrorScript.of(term.error())));
        }

        @Override
        public Stream<TermScript> gram(LossTerm.Gram term) {
            return term.layers().stream()
                    .map(each -> new GramScript(
                            new LossName(LossName.Kind.STYLE, "style:" + each.layer()),
                            each.layer(),
                            term.weight() * each.weight(),
                            term.normalization(),
                            ErrorScript.of(term.error()),
                            precision));
        }

        @Override
        public Stream<TermScript> wasserstein(LossTerm.Wasserstein term) {
            return term.layers().stream()
                    .map(each -> new WassersteinScript(
                            new LossName(LossName.Kind.STYLE, "style:" + each.layer()),
                            each.layer(),
                            term.weight() * each.weight(),
                            term,
                            precision));
        }

        @Override
        public Stream<TermScript> totalVariation(LossTerm.TotalVariation term) {
            return Stream.of(new TotalVariationScript(
                    new LossName(LossName.Kind.TOTAL_VARIATION, "tv"), term.weight(), term.kind()));
        }
    }
}
