package org.stylize.engine.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    /** Values of IEEE 754's own examples of binary16. */
    @ParameterizedTest
    @CsvSource({
        "0000, 0.0",
        "8000, -0.0",
        "0001, 5.9604645E-8", // the smallest
        "03ff, 6.097555E-5", // the greatest without leading one
        "0400, 6.1035156E-5", // the smallest with it
        "3555, 0.33325195",
        "3bff, 0.9995117",
        "3c00, 1.0",
        "3c01, 1.0009766",
        "c000, -2.0",
        "7bff, 65504.0",
        "7c00, Infinity",
        "fc00, -Infinity",
        "7e00, NaN"
    })
    void bitsAreReadAsTheirNumber(String bits, float number) {
        assertThat(HalfFloat.toFloat((short) Integer.parseInt(bits, 16))).isEqualTo(Float.valueOf(number));
    }
}
