package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceKindTest {
    @Test
    void kindOfAProcessorIsItsMakerAndItsInstructionsForVectors() {
        assertThat(DeviceKind.of(List.of(
                        "vendor_id\t: GenuineIntel",
                        "cpu MHz\t\t: 2649.998",
                        "flags\t\t: fpu sse2 fma avx512f avx avx2 sha_ni amx_bf16 lm")))
                .isEqualTo("GenuineIntel amx_bf16 avx avx2 avx512f fma");
    }

    @Test
    void processorOfWhichNothingIsToldHasNoText() {
        assertThat(DeviceKind.of(List.of("BogoMIPS\t: 243.75", "Features\t: fp asimd")))
                .isEmpty();
    }
}
