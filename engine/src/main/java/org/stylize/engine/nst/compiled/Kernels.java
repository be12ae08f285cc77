package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;
import static org.stylize.engine.nst.compiled.TorchTypes.to;
import static org.stylize.engine.nst.compiled.TorchTypes.toChannelsLast;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Network;

/**
 * Kernels and biases of conv1_1 and the following convolutions, in a precision and in the memory layout of a device. The
 * gradient of a convolution with respect to its input is a convolution too, with the kernel turned by 180° and its channels
 * exchanged. They are only read; any number of objectives may share them.
 *
 * @param forward kernels, the first of which reads the picture
 * @param biases of the same convolutions
 * @param backward kernels of their gradients; none if no gradient is asked for
 */
record Kernels(List<NDArray> forward, List<NDArray> biases, List<NDArray> backward) {
    /** Of no convolution. */
    static final Kernels NONE = new Kernels(List.of(), List.of(), List.of());

    /**
     * How kernels are laid out.
     *
     * @param padding of the convolutions
     * @param picture shape (1, 3, H, W) of the pictures for which they are fastest; they can be applied to any
     * @param gradients whether there are kernels of the gradients
     */
    record Layout(Network.Padding padding, Precision precision, Shape picture, boolean gradients) {}

    Kernels {
        forward = List.copyOf(forward);
        biases = List.copyOf(biases);
        backward = List.copyOf(backward);
    }

    /**
     * These, and those of the convolutions that follow. Laying out kernels takes processor time, and many recipes do not run
     * the whole network.
     *
     * @param count of the first convolutions that there are to be at least
     * @param layout the same as that of these
     * @param keeper gets the arrays, and closes them
     */
    Kernels upTo(int count, Vgg19Weights weights, Layout layout, Operators operators, NDManager keeper) {
        if (count <= count()) {
            return this;
        }
        List<NDArray> allForward = new ArrayList<>(forward);
        List<NDArray> allBiases = new ArrayList<>(biases);
        List<NDArray> allBackward = new ArrayList<>(backward);
        try (NDManager scope = keeper.newSubManager()) {
            TorchScriptModule module = TorchScriptModule.load(scope, text(layout.precision, operators));
            for (Layer layer : Layer.known()) {
                int k = layer.convolutionIndex();
                if (layer.rectified() || k < count() || k >= count) {
                    continue;
                }
                Vgg19Weights.Convolution convolution = weights.convolutions().get(k);
                NDArray kernel = convolution.kernel();
                PaddingScript border = PaddingScript.of(layout.padding, k);
                long height = layout.picture.get(2) >> (layer.block() - 1);
                long width = layout.picture.get(3) >> (layer.block() - 1);
                long wider = 2L * (1 - border.zeros());
                allForward.add(run(
                        module,
                        keeper,
                        k == 0 ? "image_kernel" : "forward_kernel",
                        argument(kernel),
                        IValue.listFrom(1, kernel.getShape().get(1), height + wider, width + wider),
                        IValue.from(border.zeros())));
                if (layout.gradients) {
                    allBackward.add(run(
                            module,
                            keeper,
                            "backward_kernel",
                            argument(kernel),
                            IValue.listFrom(1, kernel.getShape().get(0), height, width),
                            IValue.from(border.zerosBack())));
                }
                allBiases.add(run(module, keeper, "bias", argument(convolution.bias())));
            }
        }
        return new Kernels(allForward, allBiases, allBackward);
    }

    /** Number of the convolutions. */
    int count() {
        return forward.size();
    }

    /** Kernels as the program takes them. */
    IValue w() {
        return argument(forward);
    }

    /** Biases as the program takes them. */
    IValue b() {
        return argument(biases);
    }

    /** Kernels of the gradients as the program takes them. */
    IValue v() {
        return argument(backward);
    }

    private static NDArray run(TorchScriptModule module, NDManager keeper, String method, IValue... arguments) {
        return module.run(keeper, method, arguments).singletonOrThrow();
    }

    /** Kernels are (outputs, inputs, 3, 3); {@code size} is that of their input, which gets {@code zeros} on each side. */
    private static String text(Precision precision, Operators operators) {
        Script script = new Script();
        script.method("converted(self, x: Tensor) -> Tensor")
                .line("return %s", toChannelsLast("x", mapType(precision)));
        script.method("forward_kernel(self, k: Tensor, size: List[int], zeros: int) -> Tensor")
                .line("return %s", operators.packed("self.converted(k)", "size", "zeros"));
        script.method("image_kernel(self, k: Tensor, size: List[int], zeros: int) -> Tensor")
                .line("image = %s", PrecisionScript.image(precision, "torch.zeros(size)"))
                .line(
                        "return self.forward_kernel(%s, torch.size(image), zeros)",
                        PrecisionScript.imageKernel(precision, "k"));
        script.method("backward_kernel(self, k: Tensor, size: List[int], zeros: int) -> Tensor")
                .line("turned = torch.transpose(torch.flip(k, [2, 3]), 0, 1)")
                .line("return %s", operators.packed("self.converted(turned)", "size", "zeros"));
        script.method("bias(self, b: Tensor) -> Tensor").line("return %s", to("b", mapType(precision)));
        return script.text();
    }
}
