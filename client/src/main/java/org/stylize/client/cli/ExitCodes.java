package org.stylize.client.cli;

import java.io.UncheckedIOException;
import org.stylize.client.ProblemException;
import org.stylize.client.UnexpectedAnswerException;
import org.stylize.client.UnreachableException;

/** Exit codes of the program; 130 comes from the JVM on Ctrl-C. */
final class ExitCodes {
    static final int OK = org.stylize.base.ExitCodes.OK;
    static final int JOB_FAILED = org.stylize.base.ExitCodes.FAILED;
    static final int USAGE = org.stylize.base.ExitCodes.USAGE;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;
    static final int FILE = 5;

    private ExitCodes() {}

    /** The exit code of an expected failure; 0 for any other exception. */
    static int of(Throwable exception) {
        if (exception instanceof ProblemException || exception instanceof UnexpectedAnswerException) {
            return REFUSED;
        }
        if (exception instanceof UnreachableException) {
            return UNREACHABLE;
        }
        return exception instanceof UncheckedIOException ? FILE : OK;
    }
}
