package org.stylize.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.stylize.base.ExitCodes;

/** Sends what broker, store and clients log to a file, and only what is severe to the console too. */
final class StackLog {
    private static final int BYTES_PER_FILE = 10_000_000;
    private static final int FILES = 3;

    // They print their whole configuration at every start.
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("org.apache.kafka.clients"),
            Logger.getLogger("org.apache.kafka.common.config"),
            Logger.getLogger("kafka.server.KafkaConfig"));

    private StackLog() {}

    /**
     * To be called once, before anything logs.
     *
     * @param pattern the files, with {@code %g} for their age, 0 being the newest
     */
    static void writeTo(Path pattern) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        try {
            FileHandler everything = new FileHandler(pattern.toString(), BYTES_PER_FILE, FILES, true);
            everything.setFormatter(new SimpleFormatter());
            root.addHandler(everything);
        } catch (IOException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot write the log file " + pattern + ": " + e, e);
        }
        ConsoleHandler severe = new ConsoleHandler();
        severe.setLevel(Level.SEVERE);
        root.addHandler(severe);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
