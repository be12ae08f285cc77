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

/**
 * Two masks that are linear ramps, from a red style on the left to a blue one on the right. Regions are the same for both back
 * ends, and RegionsTest shows that both compute with them alike; so the faster one paints here.
 */
class SoftMaskTest {
    private static final Recipe RECIPE =
            Presets.named("fast").with(RecipeOverrides.fromJson("{\"longSidePixels\": 64, \"steps\": 12}"));

    @Test
    void rampsGiveARampAndNotASeam() {
        RgbImage painted;
        try (VggStylizer stylizer = VggStylizer.open(TestSettings.compiled())) {
            painted = ImageDecoder.decode(
                    stylizer.stylize(RECIPE, pictures(), new SoftMaskPictures.Patient())
                            .image()
                            .toArray(),
                    ImageLimits.DEFAULT);
        }

        double[] red = columns(painted);
        int width = red.length;
        double whole = mean(red, 0, width / 8) - mean(red, width - width / 8, width);
        double middle = mean(red, width / 2 - 8, width / 2) - mean(red, width / 2, width / 2 + 8);
        assertThat(whole).as("from red to blue").isGreaterThan(80);
        // 0.09 was measured; a straight line has 0.14; with one region for each style it was 0.35.
        assertThat(middle / whole).as("part of the fall in the middle").isBetween(-0.05, 0.2);
        assertThat(mean(red, width / 4, width / 2))
                .as("left of the middle")
                .isGreaterThan(mean(red, width / 2, 3 * width / 4));
    }

    private static double[] columns(RgbImage image) {
        int width = image.size().width();
        int height = image.size().height();
        double[] means = new double[width];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                means[x] += (image.rgbAt(x, y) >> 16) / (double) height;
            }
        }
        return means;
    }

    private static Pictures pictures() {
        return new Pictures(
                file("c"),
                List.of(
                        new Pictures.Style(file("red"), 1, file("softl")),
                        new Pictures.Style(file("blue"), 1, file("softr"))),
                null);
    }
}
