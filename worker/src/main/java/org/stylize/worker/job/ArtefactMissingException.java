package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;

/** There is no artefact of that key: it was never stored, or was deleted. */
public final class ArtefactMissingException extends RuntimeException {
    public ArtefactMissingException(ArtefactKey key, @Nullable Throwable cause) {
        super("there is no artefact " + key.objectKey(), cause);
    }
}
