package org.stylize.gateway.rest;

import java.util.concurrent.CompletionException;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;
import org.stylize.proto.ProblemType;

/** Why a thumbnail cannot be made, as the exception that {@link ProblemMappers} turns into a problem. */
final class ThumbnailFailure {
    private ThumbnailFailure() {}

    static RuntimeException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof UnreadableImageException) {
            return new HttpProblem(ProblemType.IMAGE_UNREADABLE, String.valueOf(cause.getMessage()), null);
        }
        if (cause instanceof ImageTooLargeException) {
            return new HttpProblem(ProblemType.IMAGE_TOO_LARGE, String.valueOf(cause.getMessage()), null);
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException("no thumbnail", cause);
    }
}
