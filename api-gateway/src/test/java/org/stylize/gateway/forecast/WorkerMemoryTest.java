package org.stylize.gateway.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;

class WorkerMemoryTest {
    private static final Percentage THIRD = Percentage.withPercentage(33);

    /** The figures of docs/requirements.md. */
    @ParameterizedTest
    @CsvSource({
        "balanced, 256, 171, 852",
        "balanced, 512, 342, 1302",
        "balanced, 1024, 683, 2552",
        "poster, 2048, 2048, 3231"
    })
    void itIsAboutWhatWasMeasured(String preset, int width, int height, int mebibytes) {
        long bytes = WorkerMemory.bytes(Presets.named(preset), new ImageSize(width, height));

        assertThat(bytes / (double) (1 << 20)).isCloseTo(mebibytes, THIRD);
    }
}
