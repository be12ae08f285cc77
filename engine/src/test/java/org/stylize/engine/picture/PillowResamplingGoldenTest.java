package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.stylize.recipe.ImageSize;

/** Against bytes of Pillow 12.1.0; generate_pillow_resize.py beside them made them. */
class PillowResamplingGoldenTest {
    @ParameterizedTest(name = "{0} {1}×{2} → {3}×{4}")
    @CsvFileSource(resources = "/picture/pillow-resize.csv")
    void resizesToThePixelsOfPillow(
            PillowResampling filter, int width, int height, int newWidth, int newHeight, String sha256, String first)
            throws NoSuchAlgorithmException {
        RgbImage resized = filter.resize(picture(new ImageSize(width, height)), new ImageSize(newWidth, newHeight));

        byte[] rgb = resized.rgb();
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(Arrays.copyOf(rgb, first.length() / 2))).isEqualTo(first);
        assertThat(hex.formatHex(MessageDigest.getInstance("SHA-256").digest(rgb)))
                .isEqualTo(sha256);
    }

    /** The picture of the generator. */
    private static RgbImage picture(ImageSize size) {
        byte[] rgb = new byte[3 * (int) size.pixels()];
        int at = 0;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int wave = (x * x * 7 + y * y * 13 + x * y * 5 + c * 91) >> 3;
                    int edge = (x / 5 + y / 3 + c) % 4 == 0 ? 255 : 0;
                    rgb[at++] = (byte) (wave ^ edge);
                }
            }
        }
        return RgbImage.of(size, rgb);
    }
}
