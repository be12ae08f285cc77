package org.stylize.engine.cli;

import org.stylize.engine.StoppedException;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.recipe.InvalidRecipeException;

/** Exit codes of the program. */
final class ExitCodes {
    static final int OK = org.stylize.base.ExitCodes.OK;
    static final int FAILED = org.stylize.base.ExitCodes.FAILED;
    static final int USAGE = org.stylize.base.ExitCodes.USAGE;
    static final int PICTURE = 3;
    static final int DIFFERENT = 4;
    /** Of a folder: some pictures could not be painted, the others were. */
    static final int SOME_NOT_PAINTED = 5;

    static final int STOPPED = org.stylize.base.ExitCodes.STOPPED;

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
