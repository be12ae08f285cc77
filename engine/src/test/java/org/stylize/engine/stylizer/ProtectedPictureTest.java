package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.engine.stylizer.SoftMaskPictures.file;
import static org.stylize.engine.stylizer.SoftMaskPictures.mean;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Pictures;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Scales;

/** A photograph painted red, with a mask that protects it on the left and passes linearly to nothing on the right. */
class ProtectedPictureTest {
    private static final Recipe RECIPE = Presets.named("fast")
            .with(RecipeOverrides.fromJson("{\"longSidePixels\": 96, \"steps\": 12, \"strength\": 0.7}"))
            .toBuilder()
            .scales(new Scales.CoarseToFine(64, 20))
            .build();

    @Test
    void staysWhereItIsProtectedAndPassesSoftlyIntoThePainting() {
        Pictures pictures = new Pictures(file("c"), List.of(Pictures.Style.of(file("red"))), null, file("softl"));
        double[] changed;
        try (VggStylizer stylizer = VggStylizer.open(TestSettings.compiled())) {
            RgbImage painted = ImageDecoder.decode(
                    stylizer.stylize(RECIPE, pictures, new SoftMaskPictures.Patient())
                            .image()
                            .toArray(),
                    ImageLimits.DEFAULT);
            RgbImage content = ImageDecoder.decode(pictures.content().toArray(), ImageLimits.DEFAULT);
            changed = columns(painted, Resizing.of(RECIPE.resampling(), content, painted.size()));
        }

        double left = mean(changed, 0, 12);
        double middle = mean(changed, 42, 54);
        double right = mean(changed, 84, 96);
        System.out.printf("changes of the left, the middle and the right: %.1f %.1f %.1f%n", left, middle, right);
        assertThat(left).as("levels of change on the left").isLessThan(0.25 * right);
        assertThat(middle).isBetween(left, right);
    }

    /** Mean change of the columns' pixels, in levels of 255. */
    private static double[] columns(RgbImage painted, RgbImage content) {
        int width = painted.size().width();
        float[] after = painted.units();
        float[] before = content.units();
        double samples = 3.0 * painted.size().height();
        double[] sums = new double[width];
        for (int i = 0; i < after.length; i++) {
            sums[i / 3 % width] += 255 * Math.abs(after[i] - before[i]) / samples;
        }
        return sums;
    }
}
