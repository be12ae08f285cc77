package org.stylize.engine.stylizer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Precision;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * Says which checkpoints a job can continue from. Two jobs have equal fingerprints if and only if their steps give the same
 * bytes, as far as the engine can know. It is the SHA-256 of fields, each with its name; names and values are preceded by
 * their lengths.
 */
final class Fingerprint {
    private final LengthPrefixed fields = new LengthPrefixed();

    private Fingerprint() {}

    /**
     * The fingerprint of a job.
     *
     * @param precision of the network, which takes the place of the recipe's
     * @param tiles the sides of the tiles in which each picture is computed, at each scale
     */
    static String of(
            Recipe recipe,
            Precision precision,
            Pictures pictures,
            StylizerSettings settings,
            DeviceKind device,
            List<Integer> tiles) {
        Fingerprint print = new Fingerprint();
        print.add("format", Integer.toString(Checkpoint.FORMAT_VERSION));
        print.add("recipe", RecipeJson.write(recipe.withPrecision(precision.choice())));
        print.add("content", pictures.content());
        List<Double> shares = pictures.shares();
        for (int i = 0; i < shares.size(); i++) {
            Pictures.Style style = pictures.styles().get(i);
            print.add("style", style.image());
            print.add("share", Long.toHexString(Double.doubleToLongBits(shares.get(i))));
            print.add("mask", style.mask());
        }
        print.add("start", pictures.start());
        print.add("protection", pictures.protection());
        print.add("weights", settings.weights().sha256());
        print.add("backEnd", settings.backEnd().label());
        print.add("engine", TorchEngine.version());
        print.add("device", device.text());
        print.add("tiles", tiles.toString());
        return Sha256.of(print.fields.bytes());
    }

    private void add(String name, @Nullable ImageBytes picture) {
        add(name, picture == null ? "none" : Sha256.of(picture.toArray()));
    }

    private void add(String name, String value) {
        fields.add(name).add(value);
    }
}
