package org.stylize.engine.cli;

import java.io.IOException;
import java.io.Writer;

/** Does something when a text is written, and passes all text on. */
final class OnText extends Writer {
    private final Writer next;
    private final String expected;
    private final Runnable then;

    OnText(Writer next, String expected, Runnable then) {
        this.next = next;
        this.expected = expected;
        this.then = then;
    }

    @Override
    public void write(char[] buffer, int from, int length) throws IOException {
        String text = new String(buffer, from, length);
        next.write(text);
        if (text.contains(expected)) {
            then.run();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
