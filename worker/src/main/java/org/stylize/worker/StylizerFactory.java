package org.stylize.worker;

import org.stylize.engine.Stylizer;

/** Makes the stylizer of the configured device. */
@FunctionalInterface
interface StylizerFactory {
    /**
     * Loads the weights and takes the device. May take its time.
     *
     * @throws RuntimeException if there are no usable weights or no such device
     */
    Stylizer create();
}
