package org.stylize.engine.manifest;

/** A file is not a manifest of a version that this program reads; the message says why. */
public final class InvalidManifestException extends RuntimeException {
    InvalidManifestException(String message) {
        super(message);
    }
}
