package org.stylize.benchmarks.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A process with very many workers. For each line on standard input it does what the line says and answers with a line of
 * names and numbers: {@code start N} lets N more join, {@code stop N} stops the last N as SIGTERM would, {@code look} does
 * nothing more. Stops them all at the end of the input and on SIGTERM.
 */
public final class Crowd {
    private static final int AT_ONCE = 64;

    private final String name;
    private final Member.Settings settings;
    private final Counts counts = new Counts();
    private final Deque<Member> members = new ArrayDeque<>(); // guarded by this
    private int made; // guarded by this

    private Crowd(String name, Member.Settings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** Arguments: name, brokers, directory that is the store, milliseconds of a step, seconds of a slice. */
    public static void main(String[] args) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING); // a line for each change of each job would be most of the work
        Crowd crowd = new Crowd(
                args[0],
                new Member.Settings(
                        args[1],
                        new DirectoryStore(Path.of(args[2])),
                        Duration.ofMillis(Integer.parseInt(args[3])),
                        Duration.ofSeconds(Integer.parseInt(args[4]))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> crowd.stop(Integer.MAX_VALUE), "crowd-stop"));
        crowd.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void serve(BufferedReader commands) throws IOException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ", -1);
            switch (command[0]) {
                case "start" -> start(Integer.parseInt(command[1]));
                case "stop" -> stop(Integer.parseInt(command[1]));
                case "look" -> {}
                default -> throw new IllegalArgumentException("no such command: " + line);
            }
            System.out.println(state());
        }
    }

    private synchronized void start(int count) {
        for (int i = 0; i < count; i++) {
            made++;
            members.addLast(new Member(name + "-" + made, settings, counts));
        }
    }

    private void stop(int count) {
        List<Member> leaving = new ArrayList<>();
        synchronized (this) {
            while (leaving.size() < count && !members.isEmpty()) {
                leaving.add(members.removeLast());
            }
        }
        ExecutorService stopping = Executors.newFixedThreadPool(AT_ONCE);
        try {
            CompletableFuture.allOf(leaving.stream()
                            .map(member -> CompletableFuture.runAsync(member::close, stopping))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } finally {
            stopping.shutdown();
        }
    }

    private synchronized String state() {
        Runtime java = Runtime.getRuntime();
        long polling = members.stream().filter(Member::isPolling).count();
        return "members=" + members.size() + " polling=" + polling + " " + counts + " threads="
                + ManagementFactory.getThreadMXBean().getThreadCount() + " heapMiB="
                + (java.totalMemory() - java.freeMemory()) / (1 << 20);
    }
}
