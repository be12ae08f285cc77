package org.stylize.systemtests.measured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Processes that do nothing but use processor time. They belong to the session of the fleet, so a kernel that shares
 * processors by session gives each of them as much as a thread of a service. {@link #close} ends them.
 */
final class BusyProcesses implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();

    private BusyProcesses() {}

    /** Starts so many. */
    static BusyProcesses start(int count) {
        BusyProcesses busy = new BusyProcesses();
        ProcessBuilder endless = new ProcessBuilder("sh", "-c", "while :; do :; done");
        try {
            for (int i = 0; i < count; i++) {
                busy.processes.add(endless.start());
            }
            return busy;
        } catch (IOException e) {
            busy.close();
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are, and the machine's load. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d busy processes, load %.0f",
                processes.size(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
