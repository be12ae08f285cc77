package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.KnownPrecisions;
import org.stylize.engine.nst.ReferenceBackEnd;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.nst.compiled.CompiledBackEnd;

/** The back ends that a stylizer can be opened with. */
public enum BackEndKind {
    /** A program that is written for the recipe and contains its gradient: fast. */
    COMPILED(true) {
        @Override
        BackEnd on(NDManager device, Vgg19Weights weights, KnownPrecisions known) {
            return CompiledBackEnd.on(device, weights, known);
        }
    },
    /** The formulas on arrays, with the gradient by automatic differentiation, always in 32-bit floats: slow. */
    REFERENCE(false) {
        @Override
        BackEnd on(NDManager device, Vgg19Weights weights, KnownPrecisions known) {
            return new ReferenceBackEnd(weights);
        }
    };

    private final boolean hasTiles;

    BackEndKind(boolean hasTiles) {
        this.hasTiles = hasTiles;
    }

    /**
     * The back end of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BackEndKind labelled(String label) {
        for (BackEndKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        String known = Arrays.stream(values()).map(BackEndKind::label).collect(Collectors.joining(" or "));
        throw new IllegalArgumentException("the back end must be " + known + " but is \"" + label + "\"");
    }

    /** Name in configuration, in manifests and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can compute pictures in tiles. */
    public boolean hasTiles() {
        return hasTiles;
    }

    /**
     * Opens the back end.
     *
     * @param device gets what is kept, and closes it
     * @param weights on the device
     * @param known about the device from before
     */
    abstract BackEnd on(NDManager device, Vgg19Weights weights, KnownPrecisions known);
}
