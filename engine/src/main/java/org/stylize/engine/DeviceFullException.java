package org.stylize.engine;

/** The device has too little free memory now: the job may succeed later, or on another device. */
public final class DeviceFullException extends StylizerException {
    public DeviceFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
