package org.stylize.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.Motion;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;

/**
 * How much a painted film flickers: the root mean square difference, in levels of 255, of each painted frame to the one before it
 * moved as the photographs move, where they say what was seen before. Arguments: the directory of the frames, and directories of
 * painted ones with the same names, as PNG.
 */
final class Flicker {
    private Flicker() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> frames = frames(Path.of(arguments[0]));
        for (int k = 1; k < arguments.length; k++) {
            Path painted = Path.of(arguments[k]);
            double sum = 0;
            double most = 0;
            for (int i = 1; i < frames.size(); i++) {
                double flicker = between(frames.get(i - 1), frames.get(i), painted);
                sum += flicker;
                most = Math.max(most, flicker);
            }
            System.out.printf(Locale.ROOT, "%s: mean %.2f, most %.2f%n", painted, sum / (frames.size() - 1), most);
        }
    }

    private static List<Path> frames(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static double between(Path before, Path now, Path painted) throws IOException {
        RgbImage paintedBefore = picture(painted.resolve(before.getFileName()));
        RgbImage paintedNow = picture(painted.resolve(now.getFileName()));
        ImageSize size = paintedNow.size();
        Motion motion = Motion.between(
                PillowResampling.BICUBIC.resize(picture(before), size),
                PillowResampling.BICUBIC.resize(picture(now), size));
        float[] moved = motion.carried(paintedBefore, paintedNow).units();
        float[] found = paintedNow.units();
        double squares = 0;
        for (int i = 0; i < found.length; i++) {
            squares += (moved[i] - found[i]) * (double) (moved[i] - found[i]);
        }
        return 255 * Math.sqrt(squares / found.length / motion.share());
    }

    private static RgbImage picture(Path file) throws IOException {
        return ImageDecoder.decode(Files.readAllBytes(file), ImageLimits.DEFAULT);
    }
}
