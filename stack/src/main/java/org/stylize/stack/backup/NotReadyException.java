package org.stylize.stack.backup;

/** A backup, or the Kafka that it is to be written to, is not as it must be; nothing was written. */
public final class NotReadyException extends RuntimeException {
    NotReadyException(String message) {
        super(message);
    }
}
