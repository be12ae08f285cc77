package org.stylize.benchmarks.courses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.LossName;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.engine.nst.StyleTransfer;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;

/**
 * A course of a preset whose picture is measured on the way, in 32-bit floats and by the weights of {@code d2l}, whatever
 * precision and weights it is optimized with. It works with objectives and not with the port {@code Stylizer}, whose
 * pictures are cut to what can be shown and have other losses.
 *
 * <p>Each measurement is a line of JSON with the losses and the processor time of the process so far, its start, the loading
 * of weights and all preparation included, measurements excluded.
 */
public final class MeasuredCourse {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long measuring;

    private MeasuredCourse() {}

    /**
     * Arguments: preset, precision, content file, style file, width, height, steps between measurements, and, to try others, overrides
     * of the preset in JSON.
     */
    public static void main(String[] args) {
        int width = Integer.parseInt(args[4]);
        int height = Integer.parseInt(args[5]);
        Recipe recipe =
                sized(args[0], width, height, args[1]).with(RecipeOverrides.fromJson(args.length > 7 ? args[7] : "{}"));
        Recipe textbook = sized("d2l", width, height, "fp32");
        ImageSize size = new ImageSize(width, height);
        try (MeasuredObjectives objectives = new MeasuredObjectives()) {
            NDArray content = picture(objectives.device(), args[2], size);
            Function<NDManager, NDArray> style = manager -> picture(manager, args[3], size);
            new MeasuredCourse()
                    .run(
                            new StyleTransfer(recipe, objectives.of(recipe, content, size, style), content.duplicate()),
                            () -> objectives.of(textbook, content, size, style),
                            recipe.totalSteps(),
                            Integer.parseInt(args[6]));
        }
    }

    private void run(StyleTransfer transfer, Supplier<Objective> measure, int steps, int every) {
        long began = system.getProcessCpuTime();
        Objective measured = measure.get();
        measuring += system.getProcessCpuTime() - began;
        for (int step = 1; step <= steps; step++) {
            transfer.step();
            if (step % every == 0 || step == steps) {
                began = system.getProcessCpuTime();
                print(step, (began - measuring) / 1e9, measured, transfer.pastiche());
                measuring += system.getProcessCpuTime() - began;
            }
        }
    }

    private static void print(int step, double seconds, Objective measured, NDArray picture) {
        try (NDManager scope = picture.getManager().newSubManager()) {
            NDArray copy = picture.duplicate();
            copy.attach(scope);
            Evaluation evaluation = measured.at(copy);
            System.out.printf(
                    Locale.ROOT,
                    "{\"step\": %d, \"cpuSeconds\": %.3f, \"content\": %.5f, \"style\": %.5f, \"tv\": %.5f, \"total\": %.5f}%n",
                    step,
                    seconds,
                    MeasuredObjectives.sum(evaluation, LossName.Kind.CONTENT),
                    MeasuredObjectives.sum(evaluation, LossName.Kind.STYLE),
                    MeasuredObjectives.sum(evaluation, LossName.Kind.TOTAL_VARIATION),
                    evaluation.total());
            System.out.flush();
        }
    }

    private static Recipe sized(String preset, int width, int height, String precision) {
        return Presets.named(preset)
                .with(RecipeOverrides.fromJson(String.format(
                        Locale.ROOT,
                        "{\"widthPixels\": %d, \"heightPixels\": %d, \"precision\": \"%s\"}",
                        width,
                        height,
                        precision)));
    }

    private static NDArray picture(NDManager manager, String file, ImageSize size) {
        try {
            RgbImage image = ImageDecoder.decode(Files.readAllBytes(Path.of(file)), ImageLimits.DEFAULT);
            return PictureSpace.NORMALIZED.of(
                    manager, PillowResampling.BILINEAR.resize(image, size).units(), size);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
