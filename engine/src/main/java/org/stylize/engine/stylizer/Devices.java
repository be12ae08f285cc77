package org.stylize.engine.stylizer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Devices by name: {@code cpu}, {@code gpu0}, {@code gpu1}, … */
final class Devices {
    private static final Pattern GPU = Pattern.compile("gpu([0-9]{1,3})");

    private Devices() {}

    /**
     * The device of that name.
     *
     * @throws DeviceUnavailableException if the name is not valid, or the engine does not see the device
     */
    static Device named(String name, Engine engine) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        Matcher gpu = GPU.matcher(name);
        if (!gpu.matches()) {
            throw new DeviceUnavailableException("the device must be cpu, gpu0, gpu1, … but is \"" + name + "\"");
        }
        int number = Integer.parseInt(gpu.group(1));
        int count = engine.getGpuCount();
        if (number >= count) {
            throw new DeviceUnavailableException("device " + name + " does not exist: " + engine.getEngineName() + " "
                    + engine.getVersion() + " sees " + count + " GPUs; a GPU needs the driver and the CUDA build of the"
                    + " engine's native library");
        }
        return Device.gpu(number);
    }
}
