package org.stylize.worker.cli;

import org.stylize.recipe.InvalidRecipeException;
import org.stylize.worker.job.PoisonJobException;
import org.stylize.worker.job.Stylizer;

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
        if (exception instanceof PoisonJobException poison) {
            return switch (poison.problem().type()) {
                case IMAGE_NOT_FOUND, IMAGE_UNREADABLE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL -> PICTURE;
                case INVALID_RECIPE -> USAGE;
                default -> FAILED;
            };
        }
        if (exception instanceof InvalidRecipeException || exception instanceof UsageException) {
            return USAGE;
        }
        return exception instanceof Stylizer.StoppedException ? STOPPED : FAILED;
    }
}
