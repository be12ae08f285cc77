package org.stylize.engine.cli;

import org.stylize.engine.StoppedException;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.recipe.InvalidRecipeException;

/** Exit codes of the program. */
final class ExitCodes {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int PICTURE = 3;
    static final int DIFFERENT = 4;
    static final int STOPPED = 130; // as shells say it of Ctrl-C

    private ExitCodes() {}

    /** The exit code of what ended the work. */
    static int of(Exception exception) {
        if (exception instanceof UnsuitableJobException unsuitable) {
            return switch (unsuitable.reason()) {
                case IMAGE_UNREADABLE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL -> PICTURE;
                case INVALID_RECIPE -> USAGE;
            };
        }
        if (exception instanceof InputException) {
            return PICTURE;
        }
        if (exception instanceof InvalidRecipeException || exception instanceof UsageException) {
            return USAGE;
        }
        return exception instanceof StoppedException ? STOPPED : FAILED;
    }
}
