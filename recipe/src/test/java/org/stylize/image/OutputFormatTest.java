package org.stylize.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFormatTest {
    @ParameterizedTest
    @CsvSource({
        "GIF, 8, 95, written as PNG",
        "JPEG, 16, 95, a JPEG has 8 bits a sample but not 16",
        "PNG, 12, 95, a PNG has 8 or 16 bits a sample but not 12",
        "WEBP, 8, 0, quality must be 1 to 100 but is 0",
        "JPEG, 8, 101, quality must be 1 to 100 but is 101",
    })
    void refusesWhatNoFileHas(ImageFormat format, int bits, int quality, String message) {
        assertThatThrownBy(() -> new OutputFormat(format, bits, quality))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"a.b/result.PNG, PNG", "jpg, JPEG", "result.jpeg, JPEG", "x.webp, WEBP", "x.tif, TIFF", "tiff, TIFF"})
    void knowsAFormatByTheEndingOfAName(String name, ImageFormat format) {
        assertThat(OutputFormat.formatNamed(name)).isEqualTo(format);
    }

    @Test
    void saysWhichEndingsThereAre() {
        assertThatThrownBy(() -> OutputFormat.formatNamed("result.gif"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a name that ends in png, jpg, jpeg, webp, tif or tiff but found \"result.gif\"");
    }
}
