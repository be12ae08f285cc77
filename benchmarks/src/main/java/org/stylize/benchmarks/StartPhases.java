package org.stylize.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.stylize.base.Sha256;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.WeightedStyle;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.OpenedDevice;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** Processor seconds of the parts of a start, one line each, in one process and in the order in which they need each other. */
final class StartPhases {
    private static final Shape PICTURE = new Shape(1, 3, 64, 64);

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long last;

    public static void main(String[] arguments) throws IOException {
        new StartPhases().run();
    }

    private void run() throws IOException {
        ended("Java, to the first line of a program");
        WeightsSource weights = WeightsSource.shipped();
        byte[] file = read(weights.location().substring("classpath:".length()));
        ended("weights: read");
        if (!Sha256.of(file).equals(weights.sha256())) {
            throw new IllegalStateException("the weights have another digest than " + weights.sha256());
        }
        ended("weights: SHA-256");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        Engine.getEngine("PyTorch");
        ended("native library");
        try (OpenedDevice device = OpenedDevice.open(new StylizerSettings(
                "cpu", 1, weights, 1024, BackEndKind.COMPILED, MemorySettings.AUTOMATIC, false, ImageLimits.DEFAULT))) {
            ended("device opened: weights read and digested again, numbers of the network, back end");
            NDManager manager = device.manager();
            Recipe recipe = Presets.named("balanced");
            NDArray picture = manager.randomUniform(0, 1, PICTURE);
            PreparedRecipe prepared = device.backEnd().prepare(recipe, 0);
            WeightedStyle style = new WeightedStyle(
                    prepared.describe(manager.randomUniform(0, 1, PICTURE), PreparedRecipe.WHOLE_PICTURE, manager), 1);
            Objective objective =
                    prepared.objective(picture, List.of(style), Regions.NONE, PreparedRecipe.WHOLE_PICTURE);
            objective.at(picture);
            ended("program compiled, kernels laid out, first evaluation at 64 pixels");
            objective.at(picture);
            ended("second evaluation");
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(WeightsSource.class.getClassLoader().getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        }
    }

    private void ended(String phase) {
        long now = SYSTEM.getProcessCpuTime();
        System.out.printf(Locale.ROOT, "%s %.3f%n", phase, (now - last) / 1e9);
        last = now;
    }
}
