package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Stop;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.DivergedException;
import org.stylize.engine.OtherExecutionException;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.proto.JobReport.Release;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.worker.job.AttemptCommands.Wish;

/**
 * Runs one slice of a job from the delivery of its request to the settlement, in this order: store, announce,
 * acknowledge. However the slice ends, the ledger is told first, and then the request is accepted: what comes next is the
 * ledger's to decide. Only a worker that dies, or that cannot reach the broker, leaves the request unsettled, so that it
 * comes again; and coming again is harmless, because each attempt writes objects of its own and the ledger admits one
 * outcome. Runs on the thread {@code job-run}.
 */
public final class JobRunner {
    /** A request that was delivered so often is not run: its workers died of it. Less than the broker's limit, 5. */
    static final int TOO_MANY_DELIVERIES = 4;

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final Ports ports;
    private final Stylizer stylizer;
    private final ProgressFeed feed;
    private final StepWatch steps;
    private final Executor checkpointThread;
    private final Stop stop;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Settings settings;

    /** What a job needs of the world. */
    public record Ports(
            ImageStore images,
            ArtefactStore artefacts,
            JobReports reports,
            JobOrders orders,
            JobObserver observer,
            JobTraces traces) {
        public Ports {
            requireNonNull(images, "images is null");
            requireNonNull(artefacts, "artefacts is null");
            requireNonNull(reports, "reports is null");
            requireNonNull(orders, "orders is null");
            requireNonNull(observer, "observer is null");
            requireNonNull(traces, "traces is null");
        }
    }

    /**
     * What may be set.
     *
     * @param storePatience how long an attempt retries the store before it goes back
     * @param progressInterval shortest time between two reports of progress
     * @param previewInterval shortest time between two previews
     * @param checkpointInterval shortest time of work between two checkpoints
     * @param slice work after which other jobs get their turn
     * @param shutdownStore longest wait until the checkpoint is stored when the worker stops
     */
    public record Settings(
            Duration storePatience,
            Duration progressInterval,
            Duration previewInterval,
            Duration checkpointInterval,
            Duration slice,
            Duration shutdownStore) {
        public Settings {
            requireNonNull(storePatience, "storePatience is null");
            requireNonNull(progressInterval, "progressInterval is null");
            requireNonNull(previewInterval, "previewInterval is null");
            requireNonNull(checkpointInterval, "checkpointInterval is null");
            requireNonNull(slice, "slice is null");
            requireNonNull(shutdownStore, "shutdownStore is null");
        }
    }

    /**
     * Runs nothing yet.
     *
     * @param checkpointThread one thread, which stores checkpoints
     * @param stop once it is requested, a running attempt is handed back before its next step
     * @param nanoTime as {@link System#nanoTime()}
     */
    public JobRunner(
            Ports ports,
            Stylizer stylizer,
            ProgressFeed feed,
            StepWatch steps,
            Executor checkpointThread,
            Stop stop,
            Clock clock,
            LongSupplier nanoTime,
            Settings settings) {
        this.ports = requireNonNull(ports, "ports is null");
        this.stylizer = requireNonNull(stylizer, "stylizer is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.steps = requireNonNull(steps, "steps is null");
        this.checkpointThread = requireNonNull(checkpointThread, "checkpointThread is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** Settles the request, whatever happens; only an {@link Error} gets out. */
    public JobEnd run(JobRequest request) {
        long delivered = nanoTime.getAsLong();
        try (JobTraces.AttemptTrace trace = ports.traces().begin(request.job(), request.attempt());
                JobLog log = JobLog.open(request)) {
            JobEnd end = end(new PlacedRequest(request, request.job().withTrace(trace.trace())), log);
            feed.forget();
            ports.observer().ended(request.job(), end, Duration.ofNanos(nanoTime.getAsLong() - delivered));
            trace.ended(end);
            log.ended(end);
            return end;
        }
    }

    private JobEnd end(JobRequest request, JobLog log) {
        AttemptCommands commands = new AttemptCommands(request, ports.orders(), stop);
        AttemptReports reports = new AttemptReports(request, ports.reports(), commands, clock);
        AttemptCheckpoints checkpoints = new AttemptCheckpoints(
                request, ports.artefacts(), reports, ports.observer(), ports.traces(), checkpointThread);
        try {
            return new Attending(request, commands, reports, checkpoints, log).end();
        } catch (TransientFaultException e) {
            Wish wish = commands.wish();
            if (wish == Wish.JOB_ENDED || wish == Wish.SUPERSEDED) {
                return unwanted(request, wish);
            }
            if (wish == Wish.STUCK) {
                return JobEnd.STUCK;
            }
            LOG.warn("cannot report the end of the attempt, the job will be delivered again: {}", e.getMessage());
            request.release();
            return JobEnd.LOST;
        } finally {
            checkpoints.end();
        }
    }

    private static JobEnd unwanted(JobRequest request, Wish wish) {
        request.accept();
        return wish == Wish.JOB_ENDED ? JobEnd.CANCELLED : JobEnd.SUPERSEDED;
    }

    /** One attempt. For the thread {@code job-run}. */
    private final class Attending {
        private final JobRequest request;
        private final AttemptCommands commands;
        private final AttemptReports reports;
        private final AttemptCheckpoints checkpoints;
        private final JobLog log;

        Attending(
                JobRequest request,
                AttemptCommands commands,
                AttemptReports reports,
                AttemptCheckpoints checkpoints,
                JobLog log) {
            this.request = request;
            this.commands = commands;
            this.reports = reports;
            this.checkpoints = checkpoints;
            this.log = log;
        }

        /** @throws TransientFaultException if the end cannot be reported */
        JobEnd end() {
            if (ports.orders().isEnded(request.job().id())) {
                return stopped(Wish.JOB_ENDED, null);
            }
            if (request.attempt().delivery() >= TOO_MANY_DELIVERIES) {
                return release(
                        Release.FAULT,
                        new Problem(ProblemType.INTERNAL, "the workers that had it ended before they could say why"));
            }
            Optional<Problem> foreign = request.job().foreignPicture();
            if (foreign.isPresent()) {
                return fail(foreign.get());
            }
            try {
                new JobWork(ports, stylizer, feed, steps, clock, nanoTime, settings)
                        .complete(request, commands, reports, checkpoints, log);
                request.accept(); // acknowledge
                checkpoints.deleteAll();
                return JobEnd.COMPLETED;
            } catch (StoppedException e) {
                return stopped(commands.wish(), e.checkpoint());
            } catch (UnsuitableJobException e) {
                return fail(new Problem(typeOf(e.reason()), String.valueOf(e.getMessage())));
            } catch (DivergedException e) {
                return fail(new Problem(ProblemType.DIVERGED, String.valueOf(e.getMessage())));
            } catch (PoisonJobException e) {
                return fail(e.problem());
            } catch (OtherExecutionException e) {
                return giveBack(
                        Release.UNABLE,
                        new Problem(
                                ProblemType.NO_ABLE_WORKER,
                                "worker " + request.attempt().worker()
                                        + " cannot do the job in the way in which it was begun: " + e.getMessage()));
            } catch (DeviceFullException e) {
                return giveBack(Release.FAULT, new Problem(ProblemType.UNAVAILABLE, String.valueOf(e.getMessage())));
            } catch (TransientFaultException | StoreRefusedException e) {
                return giveBack(Release.SURROUNDINGS, e.problem());
            } catch (RuntimeException e) {
                LOG.error("a fault of the worker ended the attempt", e);
                return giveBack(Release.FAULT, new Problem(ProblemType.INTERNAL, "a fault of the worker: " + e));
            }
        }

        private JobEnd giveBack(Release why, Problem problem) {
            LOG.warn("attempt failed: {}: {}", problem.type().slug(), problem.detail());
            Wish wish = commands.wish();
            // A fault of an attempt that was to end anyway says nothing about the job, so it costs nothing.
            return wish.isEnd() ? stopped(wish, null) : release(why, problem);
        }

        private JobEnd stopped(Wish wish, @Nullable Checkpoint checkpoint) {
            return switch (wish) {
                case SHUTDOWN -> {
                    if (checkpoint != null && !checkpoints.store(checkpoint, settings.shutdownStore())) {
                        LOG.warn("the work since the last checkpoint is lost");
                    }
                    yield release(
                            Release.SHUTDOWN, new Problem(ProblemType.UNAVAILABLE, "the worker is being stopped"));
                }
                case SLICE_OVER -> {
                    checkpoints.end();
                    reports.sliceEnded();
                    request.accept();
                    yield JobEnd.SLICE_ENDED;
                }
                case JOB_ENDED -> {
                    checkpoints.deleteAll();
                    yield unwanted(request, wish);
                }
                case SUPERSEDED -> unwanted(request, wish);
                case LOCK_LOST -> {
                    request.release();
                    yield JobEnd.LOST;
                }
                case STUCK -> JobEnd.STUCK; // the thread job-watch reports and settles it
                case GO_ON, FINISH -> throw new IllegalStateException("an attempt is not stopped by " + wish);
            };
        }

        private JobEnd release(Release why, Problem problem) {
            checkpoints.end();
            reports.released(why, problem);
            request.accept();
            return why == Release.UNABLE ? JobEnd.UNABLE : JobEnd.RELEASED;
        }

        /** The ledger, which knows how the job ends, lays the whole job aside for operators. */
        private JobEnd fail(Problem problem) {
            LOG.warn("job cannot succeed: {}: {}", problem.type().slug(), problem.detail());
            checkpoints.end();
            reports.failed(problem);
            request.accept();
            checkpoints.deleteAll();
            return JobEnd.FAILED;
        }
    }

    private static ProblemType typeOf(UnsuitableJobException.Reason reason) {
        return switch (reason) {
            case INVALID_RECIPE -> ProblemType.INVALID_RECIPE;
            case IMAGE_UNREADABLE -> ProblemType.IMAGE_UNREADABLE;
            case IMAGE_TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
            case IMAGE_TOO_SMALL -> ProblemType.IMAGE_TOO_SMALL;
        };
    }
}
