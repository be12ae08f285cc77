package org.stylize.engine.nst.compiled;

import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.recipe.LossTerm;

/** The scripts of a recipe's losses. A new kind of term gets one line here, without which this does not compile. */
final class TermScripts {
    private TermScripts() {}

    /**
     * One script for each loss, in the losses' order.
     *
     * @param regions number of regions with a style each; 0 if all styles apply to the whole picture
     * @param protection whether a part of the content image is protected
     */
    static List<TermScript> of(List<PlacedLoss> losses, Precision precision, int regions, boolean protection) {
        List<TermScript> scripts = new ArrayList<>();
        for (PlacedLoss loss : losses) {
            TermScript script = of(loss, new Weight(scripts.size()), precision, protection);
            scripts.add(regions == 0 ? script : withRegions(script, regions, precision));
        }
        return scripts;
    }

    private static TermScript of(PlacedLoss loss, Weight weight, Precision precision, boolean protection) {
        return loss.term().match(new LossTerm.Cases<>() {
            @Override
            public TermScript content(LossTerm.Content term) {
                ContentScript plain = new ContentScript(loss, weight, ErrorScript.of(term.error()));
                return protection ? new ProtectedContentScript(plain, precision) : plain;
            }

            @Override
            public TermScript gram(LossTerm.Gram term) {
                return new GramScript(loss, weight, term.normalization(), ErrorScript.of(term.error()), precision);
            }

            @Override
            public TermScript wasserstein(LossTerm.Wasserstein term) {
                return new WassersteinScript(loss, weight, term.epsilon(), term.rounds(), precision);
            }

            @Override
            public TermScript moments(LossTerm.Moments term) {
                return new MomentScript(loss, weight, term.epsilon(), precision);
            }

            @Override
            public TermScript histogram(LossTerm.Histogram term) {
                return new HistogramScript(loss, weight, term.quantiles(), precision);
            }

            @Override
            public TermScript neighbours(LossTerm.Neighbours term) {
                return new NeighbourScript(loss, weight, term.samples(), precision);
            }

            @Override
            public TermScript totalVariation(LossTerm.TotalVariation term) {
                return new TotalVariationScript(loss, weight, term.kind());
            }
        });
    }

    /** A style loss by regions; any other loss as it is. */
    private static TermScript withRegions(TermScript script, int regions, Precision precision) {
        return script.match(new TermScript.Cases<>() {
            @Override
            public TermScript ofMaps(TermScript.OfMaps ofMaps) {
                return ofMaps.source() == TermScript.Source.STYLE
                        ? new RegionsScript(ofMaps, regions, precision)
                        : ofMaps;
            }

            @Override
            public TermScript ofPicture(TermScript.OfPicture ofPicture) {
                return ofPicture;
            }
        });
    }
}
