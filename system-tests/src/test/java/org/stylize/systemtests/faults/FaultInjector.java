package org.stylize.systemtests.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.faults.TcpProxy.Line;

/**
 * Makes faults happen. Those of processes are over when {@link #happen} returns, after at most 15 s and the start of
 * broker and store; those of lines and topics last for up to 15 s more, while other faults may come.
 */
final class FaultInjector implements AutoCloseable {
    private static final Duration BEYOND_THE_LOCK = Duration.ofSeconds(9);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /** One turn of a starved process, in seconds: stopped, running. */
    private static final String STARVED = "sleep 0.18; kill -CONT $@; sleep 0.02; kill -STOP $@";

    private final TestedFleet fleet;
    private final Broker broker;
    private final Random random;
    private final Clock clock = Clock.systemUTC();
    private final List<WorkerEnd> workerEnds = new ArrayList<>();
    /** More than one thread: a topic that is to take records again may wait for the line to the broker. */
    private final ScheduledExecutorService ends =
            Executors.newScheduledThreadPool(4, work -> new Thread(work, "fault-ends"));

    FaultInjector(TestedFleet fleet, Broker broker, Random random) {
        this.fleet = fleet;
        this.broker = broker;
        this.random = random;
    }

    /** The workers that were killed or told to stop. */
    List<WorkerEnd> workerEnds() {
        return List.copyOf(workerEnds);
    }

    void happen(Fault fault) {
        int which = random.nextInt(2);
        switch (fault) {
            case WORKER_KILLED -> {
                workerEnds.add(new WorkerEnd(fleet.worker(which).name(), clock.instant(), true));
                fleet.replaceKilledWorker(which);
            }
            case WORKER_STOPPED -> {
                workerEnds.add(new WorkerEnd(fleet.worker(which).name(), clock.instant(), false));
                fleet.replaceStoppedWorker(which);
            }
            case WORKER_FROZEN -> freeze(fleet.worker(which));
            case GATEWAY_KILLED -> fleet.restartKilledGateway(which);
            case GATEWAY_STOPPED -> fleet.restartStoppedGateway(which);
            case GATEWAY_FROZEN -> freeze(fleet.gateway(which));
            case BROKER_AND_STORE_KILLED -> {
                fleet.killStack();
                pause(Duration.ofMillis(random.nextInt(3_000)));
                fleet.restartStack();
            }
            case BROKER_AND_STORE_FROZEN -> freeze(fleet.stack());
            case PROCESSORS_STARVED -> starve(Stream.of(fleet.stack(), fleet.worker(0), fleet.worker(1)));
            case BROKER_CUT -> spoil(fleet.broker(), Line.CUT);
            case BROKER_SLOW -> spoil(fleet.broker(), Line.SLOW);
            case BROKER_SILENT -> spoil(fleet.broker(), Line.SILENT);
            case STORE_CUT -> spoil(fleet.store(which), Line.CUT);
            case STORE_SLOW -> spoil(fleet.store(which), Line.SLOW);
            case STORE_SILENT -> spoil(fleet.store(which), Line.SILENT);
            case STORE_FULL -> {
                spoil(fleet.store(0), Line.STORE_FULL);
                spoil(fleet.store(1), Line.STORE_FULL);
            }
            case TOPIC_REFUSES -> refuse(Broker.REFUSING.get(random.nextInt(Broker.REFUSING.size())));
            case ODD_RECORDS -> {
                for (int i = 0; i < 5; i++) {
                    broker.writeOddity(random);
                }
            }
            case REPORTS_REPEATED -> repeatReports();
        }
    }

    /** The time between two faults is part of the run, not a wait for something. */
    static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Waits until all lines are good and all topics take records. */
    @Override
    public void close() {
        ends.shutdown();
        try {
            if (!ends.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a fault did not end within " + LONGEST_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void freeze(ServiceProcess process) {
        process.freeze();
        pause(BEYOND_THE_LOCK);
        process.thaw();
    }

    /** For 10 s the processes run for a tenth of the time. */
    private static void starve(Stream<ServiceProcess> processes) {
        List<String> ids =
                processes.map(process -> String.valueOf(process.pid())).collect(Collectors.toList());
        List<String> command = new ArrayList<>(List.of(
                "sh", "-c", "kill -STOP $@; for turn in $(seq 50); do " + STARVED + "; done; kill -CONT $@", "starve"));
        command.addAll(ids);
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spoil(TcpProxy proxy, Line line) {
        proxy.set(line);
        later(() -> proxy.set(Line.GOOD));
    }

    private void refuse(String topic) {
        setRefusing(topic, true);
        later(() -> setRefusing(topic, false));
    }

    private void setRefusing(String topic, boolean isRefusing) {
        await().atMost(LONGEST_WAIT).ignoreExceptions().until(() -> {
            broker.setRefusing(topic, isRefusing);
            return true;
        });
    }

    /** After 2 to 15 s. */
    private void later(Runnable end) {
        ScheduledFuture<?> unused = ends.schedule(end, 2_000 + random.nextInt(13_000), TimeUnit.MILLISECONDS);
    }

    private void repeatReports() {
        try {
            broker.repeatReports(random);
        } catch (KafkaException e) {
            // the broker is away: nothing to repeat
        }
    }
}
