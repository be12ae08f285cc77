package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** A stylizer keeps the limits of pictures that it was given, not those of everybody. */
class PictureLimitsTest {
    private static final Recipe RECIPE = Presets.named("fast");
    private static final Pictures PICTURES = Pictures.of(picture(40, 30), List.of(picture(20, 30)));

    @Test
    void picturesWithinTheLimitsAreRead() {
        assertThatCode(() -> read(new ImageLimits(1200, 1 << 20, 20))).doesNotThrowAnyException();
    }

    @Test
    void tooManyPixelsAreRefusedWithTheLimit() {
        assertRefused(
                new ImageLimits(1199, 1 << 20, 1), Reason.IMAGE_TOO_LARGE, "content image: ", "at most 1199 pixels");
    }

    @Test
    void tooManyBytesAreRefusedWithTheLimit() {
        assertRefused(new ImageLimits(1200, 10, 1), Reason.IMAGE_TOO_LARGE, "content image: ", "at most 10 bytes");
    }

    @Test
    void aSideThatIsTooShortIsRefusedWithTheLimit() {
        assertRefused(
                new ImageLimits(1200, 1 << 20, 21), Reason.IMAGE_TOO_SMALL, "style image: ", "at least 21 pixels");
    }

    private static void assertRefused(ImageLimits limits, Reason reason, String... message) {
        assertThatThrownBy(() -> read(limits))
                .isInstanceOfSatisfying(UnsuitableJobException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason))
                .hasMessageContainingAll(message);
    }

    private static void read(ImageLimits limits) {
        new PictureReader(4096, limits, ImageDecoder::decode).read(RECIPE, PICTURES, () -> false, new Errands());
    }

    private static ImageBytes picture(int width, int height) {
        return new ImageBytes(
                ImageEncoder.png(RgbImage.of(new ImageSize(width, height), new byte[3 * width * height])));
    }
}
