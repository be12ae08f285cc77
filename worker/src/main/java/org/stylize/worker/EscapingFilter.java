package org.stylize.worker;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.stylize.service.LogText;

/** Escapes control characters in messages, so that no stranger's text looks like another line of the log. */
@LoggingFilter(name = "escape")
final class EscapingFilter implements Filter {
    @Override
    public boolean isLoggable(LogRecord record) {
        String message = record.getMessage();
        if (message != null && LogText.hasControls(message)) {
            record.setMessage(LogText.escaped(message));
        }
        return true;
    }
}
