package org.stylize.engine.stylizer;

/** The device that was asked for is not there; the message names those that are. */
public final class DeviceUnavailableException extends RuntimeException {
    public DeviceUnavailableException(String message) {
        super(message);
    }
}
