package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Stop;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.DivergedException;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Command;
import org.stylize.engine.Stylizer.Pastiche;
import org.stylize.engine.Stylizer.Step;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobReport;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/**
 * Runs one request from its delivery to its settlement, in this order: store, announce, acknowledge. A crash between
 * any two leaves the request unsettled, so the job comes again; and coming again is harmless, because each attempt
 * writes objects of its own and the ledger admits one outcome. Runs on the thread {@code job-run}.
 */
public final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final ImageStore images;
    private final ArtefactStore artefacts;
    private final Stylizer stylizer;
    private final JobReports reports;
    private final ProgressFeed feed;
    private final JobObserver observer;
    private final Stop stop;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Settings settings;

    /**
     * What may be set.
     *
     * @param attempts how often a job is run at most; one that is delivered more often fails unseen. Must be less than
     *     the number of deliveries after which the broker drops a record in silence
     * @param storePatience how long an attempt retries the store before it fails
     * @param progressInterval shortest time between two reports of progress
     * @param previewInterval shortest time between two previews
     */
    public record Settings(int attempts, Duration storePatience, Duration progressInterval, Duration previewInterval) {
        public Settings {
            requireNonNull(storePatience, "storePatience is null");
            requireNonNull(progressInterval, "progressInterval is null");
            requireNonNull(previewInterval, "previewInterval is null");
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be at least 1 but is " + attempts);
            }
        }
    }

    /**
     * Runs nothing yet.
     *
     * @param stop once it is requested, a running attempt is handed back before its next step
     * @param nanoTime as {@link System#nanoTime()}
     */
    public JobRunner(
            ImageStore images,
            ArtefactStore artefacts,
            Stylizer stylizer,
            JobReports reports,
            ProgressFeed feed,
            JobObserver observer,
            Stop stop,
            Clock clock,
            LongSupplier nanoTime,
            Settings settings) {
        this.images = requireNonNull(images, "images is null");
        this.artefacts = requireNonNull(artefacts, "artefacts is null");
        this.stylizer = requireNonNull(stylizer, "stylizer is null");
        this.reports = requireNonNull(reports, "reports is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.stop = requireNonNull(stop, "stop is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** Settles the request, whatever happens; only an {@link Error} gets out. */
    public JobEnd run(JobRequest request) {
        long delivered = nanoTime.getAsLong();
        try (JobLog log = JobLog.open(request)) {
            JobEnd end = end(request, log);
            feed.forget();
            observer.ended(request.job(), end, Duration.ofNanos(nanoTime.getAsLong() - delivered));
            log.ended(end);
            return end;
        }
    }

    private JobEnd end(JobRequest request, JobLog log) {
        try {
            return request.attempt().delivery() > settings.attempts()
                    ? fail(request, exhausted("its workers ended before they could say why"))
                    : attempt(request, log);
        } catch (TransientFaultException e) {
            LOG.warn("cannot announce the end of the attempt, the job will be delivered again: {}", e.getMessage());
            request.release();
            return request.isLockLost() ? JobEnd.LOST : JobEnd.RELEASED;
        }
    }

    private JobEnd attempt(JobRequest request, JobLog log) {
        AttemptCommands commands = new AttemptCommands(request, stop);
        try {
            complete(request, commands, log);
            return JobEnd.COMPLETED;
        } catch (StoppedException e) {
            return stopped(request, e.command());
        } catch (UnsuitableJobException e) {
            return poison(request, new Problem(typeOf(e.reason()), String.valueOf(e.getMessage())));
        } catch (DivergedException e) {
            return poison(request, new Problem(ProblemType.DIVERGED, String.valueOf(e.getMessage())));
        } catch (DeviceFullException e) {
            return passing(request, commands, new Problem(ProblemType.UNAVAILABLE, String.valueOf(e.getMessage())));
        } catch (PoisonJobException e) {
            return poison(request, e.problem());
        } catch (TransientFaultException e) {
            return passing(request, commands, e.problem());
        } catch (RuntimeException e) {
            LOG.error("a fault of the worker ended the attempt", e);
            return unlessStopped(request, commands, new Problem(ProblemType.INTERNAL, "a fault of the worker: " + e));
        }
    }

    private JobEnd poison(JobRequest request, Problem problem) {
        LOG.warn("job cannot succeed: {}: {}", problem.type().slug(), problem.detail());
        return fail(request, problem);
    }

    private JobEnd passing(JobRequest request, AttemptCommands commands, Problem problem) {
        LOG.warn("attempt failed: {}: {}", problem.type().slug(), problem.detail());
        return unlessStopped(request, commands, problem);
    }

    /** A fault of an attempt that was to stop anyway says nothing about the job, so it uses up nothing. */
    private JobEnd unlessStopped(JobRequest request, AttemptCommands commands, Problem problem) {
        Command command = commands.command();
        return command == Command.GO_ON ? releaseOrFail(request, problem) : stopped(request, command);
    }

    private static ProblemType typeOf(UnsuitableJobException.Reason reason) {
        return switch (reason) {
            case INVALID_RECIPE -> ProblemType.INVALID_RECIPE;
            case IMAGE_UNREADABLE -> ProblemType.IMAGE_UNREADABLE;
            case IMAGE_TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
            case IMAGE_TOO_SMALL -> ProblemType.IMAGE_TOO_SMALL;
        };
    }

    private void complete(JobRequest request, AttemptCommands commands, JobLog log) {
        StylizationJob job = request.job();
        Recipe recipe = recipeOf(job);
        StoreRetries retries = new StoreRetries(settings.storePatience(), commands, nanoTime);
        Pastiche pastiche = stylizer.stylize(
                recipe, pictures(job, new PatientImageStore(images, retries)), new Attending(request, commands, log));
        ArtefactKey key = ArtefactKey.pastiche(job.id(), request.attempt(), ArtefactKey.Format.PNG);
        ImageRef ref = new PatientArtefactStore(artefacts, retries)
                .put(key, pastiche.image().toArray()); // store
        announce(
                request,
                new JobReport.Completed(
                        job.id(), request.attempt(), clock.instant(), outcome(ref, pastiche))); // announce
        request.accept(); // acknowledge
    }

    private static Pictures pictures(StylizationJob job, ImageStore from) {
        Map<ImageRef, ImageBytes> files = PictureFetch.all(from, job.pictures().all());
        JobPictures<ImageBytes> read = job.pictures().map(ref -> requireNonNull(files.get(ref)));
        List<Pictures.Style> styles = read.styles().stream()
                .map(style -> new Pictures.Style(style.image(), style.share(), style.mask()))
                .toList();
        return new Pictures(read.content(), styles, read.start());
    }

    private void announce(JobRequest request, JobReport report) {
        reports.announce(report, request.job().trace());
    }

    private static Recipe recipeOf(StylizationJob job) {
        try {
            return job.resolve();
        } catch (InvalidRecipeException e) {
            throw new PoisonJobException(ProblemType.INVALID_RECIPE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Outcome outcome(ImageRef ref, Pastiche pastiche) {
        Plan plan = pastiche.plan();
        return new Outcome(
                ref, plan.steps(), plan.width(), plan.height(), pastiche.losses(), pastiche.optimizationSeconds());
    }

    private JobEnd stopped(JobRequest request, Command command) {
        return switch (command) {
            case CANCEL -> {
                request.release();
                yield JobEnd.LOST;
            }
            case HAND_BACK -> release(request, new Problem(ProblemType.UNAVAILABLE, "the worker is being stopped"));
            case GO_ON, FINISH -> throw new IllegalStateException("an attempt is not stopped by " + command);
        };
    }

    private JobEnd releaseOrFail(JobRequest request, Problem problem) {
        return request.attempt().delivery() >= settings.attempts()
                ? fail(
                        request,
                        exhausted("the last one ended with " + problem.type().slug() + ": " + problem.detail()))
                : release(request, problem);
    }

    private Problem exhausted(String why) {
        return new Problem(
                ProblemType.ATTEMPTS_EXHAUSTED, "the job was tried " + settings.attempts() + " times; " + why);
    }

    private JobEnd release(JobRequest request, Problem problem) {
        announce(request, new JobReport.Released(request.job().id(), request.attempt(), clock.instant(), problem));
        request.release();
        return JobEnd.RELEASED;
    }

    /** The ledger, which knows how the job ends, lays the whole job aside for operators. */
    private JobEnd fail(JobRequest request, Problem problem) {
        announce(request, new JobReport.Failed(request.job().id(), request.attempt(), clock.instant(), problem));
        request.reject();
        return JobEnd.FAILED;
    }

    /** Looks over the stylizer's shoulder for one attempt. Owned by the stylizer's thread. */
    @ThreadOwned
    private final class Attending implements Stylizer.Watcher {
        private final JobRequest request;
        private final AttemptCommands commands;
        private final JobLog log;
        private @Nullable AttemptProgress progress;

        Attending(JobRequest request, AttemptCommands commands, JobLog log) {
            this.request = request;
            this.commands = commands;
            this.log = log;
        }

        @Override
        public void started(Plan plan) {
            StylizationJob job = request.job();
            announce(request, new JobReport.Started(job.id(), request.attempt(), clock.instant(), plan));
            observer.started(job, plan);
            log.running(plan);
            progress = new AttemptProgress(
                    request,
                    new AttemptProgress.Settings(settings.progressInterval(), settings.previewInterval()),
                    feed,
                    clock,
                    nanoTime);
        }

        @Override
        public void stepped(Step step) {
            requireNonNull(progress, "a step before the start").stepped(step);
        }

        @Override
        public Command command() {
            return commands.command();
        }
    }
}
