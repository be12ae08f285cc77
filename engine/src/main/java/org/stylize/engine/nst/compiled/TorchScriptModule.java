package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A loaded program. The manager that it was loaded on closes it. Not bound to a thread. */
final class TorchScriptModule {
    private final PtSymbolBlock block;

    private TorchScriptModule(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Loads a program.
     *
     * @param methods TorchScript text of its methods
     * @throws ai.djl.engine.EngineException if the text is not valid
     */
    static TorchScriptModule load(NDManager manager, String methods) {
        try {
            byte[] archive = TorchScriptArchive.of(methods);
            return new TorchScriptModule(
                    JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /**
     * Runs a method without recording for a gradient.
     *
     * @param results gets the arrays that the method returns, in their order
     * @param arguments closed here
     */
    NDList run(NDManager results, String method, IValue... arguments) {
        // Has to be set on each thread. The optimizer costs passes and memory, and gains nothing here.
        JniUtils.setGraphExecutorOptimize(false);
        try (IValue result = IValueUtils.runMethod(block, method, arguments)) {
            return result.toNDList((PtNDManager) results);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    static IValue argument(NDArray array) {
        return IValue.from((PtNDArray) array);
    }

    static IValue argument(List<NDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }
}
