package org.stylize.client;

import org.jspecify.annotations.Nullable;

/** Something answered, but not as the service does: likely the address is another program's. */
public final class UnexpectedAnswerException extends StylizeException {
    UnexpectedAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
