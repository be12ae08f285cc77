package org.stylize.client;

import org.jspecify.annotations.Nullable;

/**
 * The answer is not one of this service: the address probably belongs to another program, or redirects to where the key is
 * not sent.
 */
public final class UnexpectedAnswerException extends StylizeException {
    UnexpectedAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
