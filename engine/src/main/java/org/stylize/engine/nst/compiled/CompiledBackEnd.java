package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stylize.engine.Precision;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.KnownPrecisions;
import org.stylize.engine.nst.LossLimits;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.recipe.Recipe;

/**
 * Computes losses and gradients by a TorchScript program that is written for the recipe, on one device. It keeps what jobs
 * share: the programs of the latest recipes, and the kernels. One thread at a time makes objectives; any number of
 * objectives may be evaluated at the same time, each by one thread.
 */
public final class CompiledBackEnd implements BackEnd {
    /** Programs that are kept. An objective can be evaluated until this many other programs were loaded. */
    private static final int PROGRAMS = 8;
    /** Kernels that are shared get the memory layout that is fastest for pictures of this size. */
    private static final Shape TYPICAL_PICTURE = new Shape(1, 3, 512, 512);

    private final NDManager device;
    private final Vgg19Weights weights;
    private final Operators operators;
    /** The precisions of the device, the best first. */
    private final List<Precision> precisions;

    /** Those that are shared. */
    private final Map<Kernels.Layout, Kernels> kernels = new HashMap<>();

    private final LinkedHashMap<String, LoadedModule> modules = new LinkedHashMap<>(PROGRAMS, 0.75f, true);

    CompiledBackEnd(NDManager device, Vgg19Weights weights, Operators operators, List<Precision> precisions) {
        this.device = device;
        this.weights = weights;
        this.operators = operators;
        this.precisions = List.copyOf(precisions);
    }

    /** A back end on a device, of which nothing is known. */
    public static CompiledBackEnd on(NDManager device, Vgg19Weights weights) {
        return on(device, weights, KnownPrecisions.NONE);
    }

    /**
     * A back end on a device. Measures in which precision the device works at less cost, unless that is known.
     *
     * @param device gets what is kept, and closes it
     * @param weights 32-bit floats on the device; only read
     * @param known is asked first, and gets what was measured
     */
    public static CompiledBackEnd on(NDManager device, Vgg19Weights weights, KnownPrecisions known) {
        return new CompiledBackEnd(
                device, weights, Operators.of(device.getDevice()), PrecisionProbe.bestFirst(device, known));
    }

    @Override
    public Precision automaticPrecision() {
        return precisions.get(0);
    }

    @Override
    public boolean has(Precision precision) {
        return precisions.contains(precision);
    }

    @Override
    public PreparedRecipe prepare(Recipe recipe, int regions, boolean protection) {
        Precision precision = Precision.of(recipe.network().precision(), automaticPrecision());
        if (!has(precision)) {
            throw new UnsuitableJobException(
                    Reason.INVALID_RECIPE,
                    "precision must be auto or fp32 on this device, for which the engine has no kernels in bfloat16,"
                            + " but is "
                            + recipe.network().precision().label());
        }
        if (regions > 0) {
            LossLimits.checkMasks(recipe);
        }
        return new CompiledRecipe(this, recipe, precision, operators, regions, protection);
    }

    /**
     * The program of a script, loaded now or kept from before.
     *
     * @param layout of its kernels: they are fastest for pictures of that size
     * @param keeper gets the kernels if they are for this program only
     */
    Program program(ObjectiveScript script, String text, Kernels.Layout layout, NDManager keeper) {
        LoadedModule loaded = modules.get(text);
        if (loaded == null) {
            if (modules.size() == PROGRAMS) {
                String eldest = modules.keySet().iterator().next();
                modules.remove(eldest).keeper.close();
            }
            NDManager ofModule = device.newSubManager();
            loaded = new LoadedModule(ofModule, TorchScriptModule.load(ofModule, text));
            modules.put(text, loaded);
        }
        return new Program(script, loaded.module, kernels(script.network().convolutions(), layout, keeper));
    }

    /**
     * Which layout oneDNN's convolutions of 32-bit floats read depends on the size of their maps. One that gets another lays
     * the kernel out anew each time, by code that is slower than the convolution of a small picture: a fifth of the time of
     * a picture of 512 pixels, and two thirds at 64 pixels, were lost so on a processor with AVX2. In bfloat16, and on a
     * GPU, one layout fits all sizes.
     */
    private Kernels kernels(int count, Kernels.Layout layout, NDManager keeper) {
        if (operators == Operators.ONE_DNN && layout.precision() == Precision.FP32) {
            return Kernels.NONE.upTo(count, weights, layout, operators, keeper);
        }
        Kernels.Layout typical = new Kernels.Layout(layout.padding(), layout.precision(), TYPICAL_PICTURE, true);
        Kernels enough = kernels.getOrDefault(typical, Kernels.NONE).upTo(count, weights, typical, operators, device);
        kernels.put(typical, enough);
        return enough;
    }

    /** A module with its own manager. */
    private record LoadedModule(NDManager keeper, TorchScriptModule module) {}
}
