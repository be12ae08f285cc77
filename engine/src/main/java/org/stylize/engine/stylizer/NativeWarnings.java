package org.stylize.engine.stylizer;

import com.sun.jna.NativeLibrary;

/**
 * Silences the native library's warnings, which it writes past Java to standard error: the first run of any TorchScript
 * method warns of a class in DJL's own code that PyTorch calls deprecated. Errors are still written.
 */
final class NativeWarnings {
    /** Loaded by the engine, so that the name is enough. */
    private static final String LIBRARY = "libc10.so";

    /** An exported {@code int}; PyTorch reads {@code TORCH_CPP_LOG_LEVEL} into it, but only when Python starts it. */
    private static final String LOG_LEVEL = "FLAGS_caffe2_log_level";

    private static final int ERROR = 2;

    private NativeWarnings() {}

    /** Sets the level for the whole process, once the engine is loaded. Where that fails, the warnings stay. */
    static void silence() {
        try {
            NativeLibrary.getInstance(LIBRARY)
                    .getGlobalVariableAddress(LOG_LEVEL)
                    .setInt(0, ERROR);
        } catch (LinkageError e) {
            // A native library of another build, or a directory for temporary files that may not hold programs.
        }
    }
}
