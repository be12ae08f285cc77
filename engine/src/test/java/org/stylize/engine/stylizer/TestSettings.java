package org.stylize.engine.stylizer;

import org.stylize.image.ImageLimits;

/** Settings of a stylizer on one thread of the CPU, with the shipped weights, not warmed up. */
final class TestSettings {
    private TestSettings() {}

    static StylizerSettings compiled() {
        return with(BackEndKind.COMPILED, MemorySettings.AUTOMATIC);
    }

    static StylizerSettings with(BackEndKind backEnd, MemorySettings memory) {
        return new StylizerSettings(
                "cpu", 1, WeightsSource.shipped(), 512, backEnd, memory, false, ImageLimits.DEFAULT);
    }

    static StylizerSettings with(String device, WeightsSource weights) {
        return new StylizerSettings(
                device, 1, weights, 512, BackEndKind.COMPILED, MemorySettings.AUTOMATIC, false, ImageLimits.DEFAULT);
    }
}
