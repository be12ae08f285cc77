package org.stylize.worker;

import org.jspecify.annotations.Nullable;
import org.stylize.engine.decoder.DecoderProcess;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.PictureDecoder;

/** Where this worker decodes pictures: in a process of their own, or else on the thread of the job. */
final class WorkerDecoder implements AutoCloseable {
    private final @Nullable DecoderProcess process;

    WorkerDecoder(WorkerConfig.Decoder config) {
        process = config.process()
                ? new DecoderProcess(DecoderProcess.Settings.of(config.heap().asLongValue(), config.timeout()))
                : null;
    }

    PictureDecoder decoder() {
        return process == null ? ImageDecoder::decode : process;
    }

    /** How often the process crashed, hung or was killed. */
    long failures() {
        return process == null ? 0 : process.failures();
    }

    /** Starts the process ahead. */
    void start() {
        if (process != null) {
            process.start();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
