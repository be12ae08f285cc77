package org.stylize.engine.stylizer;

import ai.djl.engine.Engine;

/** Starts the native engine, once in a process, with the settings of this program. */
final class TorchEngine {
    private TorchEngine() {}

    /**
     * Starts the engine, or returns the running one. System properties that are already set do not change.
     *
     * @param threads of one operator on the CPU; has an effect on the first call only
     */
    static Engine start(int threads) {
        setUnlessSet("ai.djl.offline", "true"); // all native code comes from the class path
        setUnlessSet("OPT_OUT_TRACKING", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
        Engine engine = Engine.getEngine("PyTorch");
        NativeWarnings.silence();
        return engine;
    }

    /** Name and version of the running engine. */
    static String version() {
        Engine engine = Engine.getEngine("PyTorch");
        return engine.getEngineName() + " " + engine.getVersion();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
