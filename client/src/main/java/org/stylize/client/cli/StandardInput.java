package org.stylize.client.cli;

import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * Standard input as bytes. For one thread.
 *
 * @param isTerminal whether a person's keyboard is there, and no picture
 */
record StandardInput(InputStream bytes, BooleanSupplier isTerminal) {
    /** That of this process. */
    static StandardInput ofProcess() {
        return new StandardInput(System.in, () -> SystemProgram.outputOf(
                        new ProcessBuilder("test", "-t", "0").redirectInput(ProcessBuilder.Redirect.INHERIT))
                .isPresent());
    }

    /** One that ends at once. */
    static StandardInput empty() {
        return new StandardInput(InputStream.nullInputStream(), () -> false);
    }
}
