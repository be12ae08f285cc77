package org.stylize.engine.nst;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stylize.engine.Precision;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;

/**
 * What decides, beside the picture itself, how a style image is described. Two recipes with equal keys describe a picture in
 * the same way and can share a description.
 *
 * <p>The text consists of fields with a space between them:
 *
 * <ol>
 *   <li>a version, which changes when descriptions of the same fields change
 *   <li>what computes: the back end, and the kind of its operators, because rounding differs between them
 *   <li>the {@link Precision}
 *   <li>the network: pooling, padding, factor of the poolings
 *   <li>the space of the pictures
 *   <li>for each style loss, in the recipe's order: the layer that it reads, and {@link StyleMeasure#descriptionKey}
 * </ol>
 *
 * Weights of losses, other losses, the optimizer and the schedule are not part of it. Neither are the weights of the network:
 * a cache that is used with more than one file of weights has to add the file's digest, and the digest of the picture with
 * its size.
 */
public record StyleKey(String text) {
    private static final int VERSION = 1;

    /**
     * The key of a recipe.
     *
     * @param computedBy the back end and the kind of its operators, without spaces
     */
    public static StyleKey of(String computedBy, Precision precision, Recipe recipe, List<PlacedLoss> losses) {
        Network network = recipe.network();
        List<String> fields = new ArrayList<>();
        fields.add(Integer.toString(VERSION));
        fields.add(computedBy);
        fields.add(precision.label());
        fields.add(label(network.pooling()));
        fields.add(label(network.padding()));
        fields.add(Double.toString(network.poolingScale()));
        fields.add(label(recipe.variable().space()));
        losses.forEach(loss -> fields.addAll(ofStyle(loss)));
        return new StyleKey(String.join(" ", fields));
    }

    /** The fields of a style loss; none of another loss. */
    private static List<String> ofStyle(PlacedLoss loss) {
        return loss.formula().match(new Formula.Cases<>() {
            @Override
            public List<String> content(LossTerm.SquaredError error) {
                return List.of();
            }

            @Override
            public List<String> style(StyleMeasure measure) {
                return List.of(loss.tap().name(), measure.descriptionKey());
            }

            @Override
            public List<String> picture(Loss picture) {
                return List.of();
            }
        });
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
