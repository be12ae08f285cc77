package org.stylize.engine.stylizer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.Vgg19Weights;

/**
 * A device with the weights of the network and a back end that uses them. Arrays and objectives are for the thread that opened
 * it.
 *
 * <p>{@link VggStylizer} paints whole jobs. This class is for programs that evaluate objectives themselves.
 */
public final class OpenedDevice implements AutoCloseable {
    private final NDManager manager;
    private final BackEnd backEnd;

    private OpenedDevice(NDManager manager, BackEnd backEnd) {
        this.manager = manager;
        this.backEnd = backEnd;
    }

    /**
     * Starts the engine, takes the device and loads the weights.
     *
     * @throws DeviceUnavailableException if the device does not exist
     * @throws WeightsException if there are no weights with the expected digest
     */
    public static OpenedDevice open(StylizerSettings settings) {
        Engine engine = TorchEngine.start(settings.threads());
        NDManager manager = engine.newBaseManager(Devices.named(settings.device(), engine));
        boolean opened = false;
        try {
            Vgg19Weights weights = Vgg19Loader.load(settings.weights(), manager);
            BackEnd backEnd = settings.backEnd().on(manager, weights, PrecisionFile.of(manager.getDevice()));
            opened = true;
            return new OpenedDevice(manager, backEnd);
        } finally {
            if (!opened) {
                manager.close();
            }
        }
    }

    /** Holds the weights, and what the back end keeps. Arrays on it or on its sub-managers are on the device. */
    public NDManager manager() {
        return manager;
    }

    /** The back end that the settings named. */
    public BackEnd backEnd() {
        return backEnd;
    }

    /** Frees all arrays on the device. */
    @Override
    public void close() {
        manager.close();
    }
}
