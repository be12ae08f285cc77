package org.stylize.client;

import org.jspecify.annotations.Nullable;

/** A request failed; the message can be shown to a person. */
public abstract sealed class StylizeException extends RuntimeException
        permits ProblemException, UnreachableException, UnexpectedAnswerException {
    StylizeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
