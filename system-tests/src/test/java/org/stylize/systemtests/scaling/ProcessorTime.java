package org.stylize.systemtests.scaling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process. */
final class ProcessorTime {
    private static final double TICKS_PER_SECOND = 100;
    /** Of the fields that follow the name in {@code /proc/PID/stat}. */
    private static final int USER = 11;

    private ProcessorTime() {}

    /** Seconds that its threads have computed, user and system. */
    static double seconds(long pid) {
        String stat = read("/proc/" + pid + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) / TICKS_PER_SECOND;
    }

    /** Resident memory. */
    static long residentMebibytes(long pid) {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Of the last minute. */
    static double load() {
        return Double.parseDouble(read("/proc/loadavg").split(" ", 2)[0]);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
