package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done on bits gives what the engine's operations on bfloat16 give, to the last bit. */
class BitsTest {
    private static final long SEED = 20261125;

    @ParameterizedTest
    @CsvSource({"8, 6, true", "8, 6, false", "7, 6, true", "6, 9, true", "5, 7, false", "2, 2, true"})
    void poolingsAgreeToTheLastBit(int height, int width, boolean rectify) {
        NDList expected = pooled(new MaxPooling(Rectifier.OF_NUMBERS), height, width, rectify);

        NDList found = pooled(new MaxPoolingOfBits(), height, width, rectify);

        assertThat(found.get(0).toFloatArray()).containsExactly(expected.get(0).toFloatArray());
        assertThat(found.get(1).toFloatArray()).containsExactly(expected.get(1).toFloatArray());
        expected.get(0).getManager().close();
        found.get(0).getManager().close();
    }

    @ParameterizedTest
    @CsvSource({"8, 6", "1, 1"})
    void rectifiersAgreeToTheLastBit(int height, int width) {
        float[] expected = rectified(Rectifier.OF_NUMBERS, height, width);

        float[] found = rectified(Rectifier.OF_BITS, height, width);

        assertThat(found).containsExactly(expected).contains(0f);
    }

    /** The pooled maps and the gradient with respect to the maps; the caller closes their manager. */
    private static NDList pooled(PoolingScript pooling, int height, int width, boolean rectify) {
        Script script = begun();
        pooling.forward(script, "h", "pool");
        pooling.backward(script, "h", "pool", rectify);
        script.line("return [torch.to(pool, 6), torch.to(d, 6)]");
        NDManager manager = NDManager.newBaseManager();
        return new NDList(TorchScriptModule.load(manager, script.text())
                .run(
                        manager,
                        "there_and_back",
                        argument(levels(manager, height, width)),
                        argument(numbers(manager, height / 2, width / 2))));
    }

    private static float[] rectified(Rectifier rectifier, int height, int width) {
        Script script = begun();
        rectifier.backward(script, "h");
        script.line("return [torch.to(d, 6)]");
        try (NDManager manager = NDManager.newBaseManager()) {
            return TorchScriptModule.load(manager, script.text())
                    .run(
                            manager,
                            "there_and_back",
                            argument(levels(manager, height, width)),
                            argument(numbers(manager, height, width)))
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    private static Script begun() {
        return new Script()
                .method("there_and_back(self, x: Tensor, g: Tensor) -> List[Tensor]")
                .line("h = torch.to(torch.relu(x), 15, False, False, 2)")
                .line("d = torch.to(g, 15, False, False, 2)");
    }

    /** Few different numbers, so that there are ties of zeros and of others. */
    private static NDArray levels(NDManager manager, int height, int width) {
        Random random = new Random(SEED);
        return random(manager, height, width, () -> random.nextInt(4) - 1f);
    }

    private static NDArray numbers(NDManager manager, int height, int width) {
        Random random = new Random(SEED + 1);
        return random(manager, height, width, () -> (float) random.nextGaussian());
    }

    private static NDArray random(NDManager manager, int height, int width, Supplier<Float> number) {
        float[] numbers = new float[16 * height * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number.get();
        }
        return manager.create(numbers, new Shape(1, 16, height, width));
    }
}
