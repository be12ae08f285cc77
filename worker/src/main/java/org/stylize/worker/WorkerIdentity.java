package org.stylize.worker;

import java.util.regex.Pattern;

/**
 * Who this worker is, in reports and metrics.
 *
 * @param name unique among the workers; 1 to 100 of letters, digits, dot, hyphen, underscore
 * @param device {@code cpu}, {@code gpu0}, …
 */
record WorkerIdentity(String name, String device) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern DEVICE = Pattern.compile("cpu|gpu[0-9]{1,2}");

    WorkerIdentity {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "worker.name must be 1 to 100 letters, digits, '.', '-' or '_' but is '" + name + "'");
        }
        if (!DEVICE.matcher(device).matches()) {
            throw new IllegalArgumentException("worker.device must be cpu, gpu0, gpu1, … but is '" + device + "'");
        }
    }
}
