package org.stylize.benchmarks.courses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.stylize.engine.DivergedException;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.LossName;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.engine.nst.StyleTransfer;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.engine.stylizer.Resizing;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.Rounding;
import org.stylize.recipe.Scales;

/**
 * Courses of several recipes for one pair of pictures, measured at the finest scale in 32-bit floats by the losses of one of
 * them, the yardstick, whatever losses and precision they have. It works with objectives, because the port {@code Stylizer}
 * does not show the picture as it is optimized; the picture is cut to what can be shown before it is measured.
 *
 * <p>Each measurement is a line of JSON with the losses and the processor time of the course so far, all its scales and their
 * preparation included, measurements excluded. The first line has the processor time from the start of the process until
 * weights were loaded and kernels prepared, as a worker does it once. Finished pictures are written as PNG.
 */
public final class MeasuredRecipes {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final NDManager device;
    private final MeasuredObjectives objectives;
    private final Recipe yardstick;
    private final RgbImage content;
    private final RgbImage style;
    private final Objective measured;
    /** Processor time that is none of the course's. */
    private long excluded;

    private MeasuredRecipes(MeasuredObjectives objectives, Recipe yardstick, RgbImage content, RgbImage style) {
        this.device = objectives.device();
        this.objectives = objectives;
        this.yardstick = yardstick;
        this.content = content;
        this.style = style;
        List<Scales.Scale> scales = yardstick.stages();
        Scales.Scale finest = scales.get(scales.size() - 1);
        this.measured = objective(yardstick, finest, target(yardstick, finest, device));
    }

    /**
     * Arguments: the yardstick's recipe, content file, style file, steps between measurements, directory for pictures, and
     * the recipes, NAME.json, all of the yardstick's size. Or the name of a preset, whose recipe is printed.
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 1) {
            System.out.println(RecipeJson.write(Presets.named(args[0])));
            return;
        }
        try (MeasuredObjectives objectives = new MeasuredObjectives()) {
            objectives.warmUp();
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            System.out.printf(Locale.ROOT, "{\"startSeconds\": %.3f}%n", system.getProcessCpuTime() / 1e9);
            MeasuredRecipes measured =
                    new MeasuredRecipes(objectives, recipe(args[0]), picture(args[1]), picture(args[2]));
            for (int i = 5; i < args.length; i++) {
                String name = Path.of(args[i]).getFileName().toString().replace(".json", "");
                measured.run(name, recipe(args[i]), Integer.parseInt(args[3]), Path.of(args[4], name + ".png"));
            }
        }
    }

    private void run(String name, Recipe recipe, int every, Path result) throws IOException {
        excluded = system.getProcessCpuTime();
        List<Scales.Scale> scales = recipe.stages();
        NDManager scope = device.newSubManager();
        try {
            StyleTransfer transfer = null;
            for (Scales.Scale scale : scales) {
                NDManager coarser = scope;
                scope = device.newSubManager();
                try (coarser) {
                    NDArray target = target(recipe, scale, scope);
                    Objective objective = objective(recipe, scale, target);
                    transfer = transfer == null
                            ? new StyleTransfer(recipe, objective, target.duplicate())
                            : transfer.carriedTo(target.getShape(), scope).at(scale, objective);
                }
                boolean finest = scale.longSidePixels() == recipe.sizing().targetPixels();
                for (int step = 1; step <= scale.steps(); step++) {
                    transfer.step();
                    if (finest && (step % every == 0 || step == scale.steps())) {
                        print(name, step, recipe, transfer);
                    }
                }
            }
            if (transfer != null) {
                float[] units = PictureSpace.of(recipe.variable().space()).toUnits(transfer.pastiche());
                ImageSize size = recipe.sizeFor(content.size());
                Files.write(result, ImageEncoder.png(RgbImage.ofUnits(size, units, 8, Rounding.NEAREST)));
                System.out.printf(Locale.ROOT, "{\"name\": \"%s\", \"picture\": true}%n", name);
                System.out.flush();
            }
        } catch (DivergedException e) {
            System.out.printf(Locale.ROOT, "{\"name\": \"%s\", \"diverged\": true}%n", name);
        } finally {
            scope.close();
        }
    }

    private void print(String name, int step, Recipe recipe, StyleTransfer transfer) {
        long began = system.getProcessCpuTime();
        try (NDManager scope = device.newSubManager()) {
            NDArray copy = transfer.pastiche().duplicate();
            copy.attach(scope);
            PictureSpace space = PictureSpace.of(recipe.variable().space());
            NDArray unit = space.toUnit(copy).clip(0f, 1f);
            Evaluation evaluation =
                    measured.at(PictureSpace.of(yardstick.variable().space()).ofUnit(unit));
            System.out.printf(
                    Locale.ROOT,
                    "{\"name\": \"%s\", \"step\": %d, \"cpuSeconds\": %.3f, \"content\": %.6f, \"style\": %.6f, \"tv\": %.6f,"
                            + " \"total\": %.6f}%n",
                    name,
                    step,
                    (began - excluded) / 1e9,
                    MeasuredObjectives.sum(evaluation, LossName.Kind.CONTENT),
                    MeasuredObjectives.sum(evaluation, LossName.Kind.STYLE),
                    MeasuredObjectives.sum(evaluation, LossName.Kind.TOTAL_VARIATION),
                    evaluation.total());
            System.out.flush();
        }
        excluded += system.getProcessCpuTime() - began;
    }

    private NDArray target(Recipe recipe, Scales.Scale scale, NDManager keeper) {
        return picture(recipe, content, recipe.contentSizeFor(content.size(), scale), keeper);
    }

    private Objective objective(Recipe recipe, Scales.Scale scale, NDArray target) {
        ImageSize at = recipe.styleSizeFor(style.size(), scale);
        return objectives.of(recipe, target, at, manager -> picture(recipe, style, at, manager));
    }

    private static NDArray picture(Recipe recipe, RgbImage image, ImageSize at, NDManager manager) {
        return PictureSpace.of(recipe.variable().space())
                .of(manager, Resizing.of(recipe.resampling(), image, at).units(), at);
    }

    private static Recipe recipe(String file) throws IOException {
        return RecipeJson.read(Files.readString(Path.of(file)));
    }

    private static RgbImage picture(String file) {
        try {
            return ImageDecoder.decode(Files.readAllBytes(Path.of(file)), ImageLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
