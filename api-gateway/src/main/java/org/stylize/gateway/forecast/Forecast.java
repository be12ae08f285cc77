package org.stylize.gateway.forecast;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.JobWatcher;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobStatus;
import org.stylize.proto.Lane;
import org.stylize.proto.Outcome;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;

/**
 * What waits and what runs, in the jobs of the view, and how long it will take, by what the workers did before. It knows the shares of
 * tenants and lanes (docs/adr/0024-fair-shares.md, 0029-lanes.md), but not what will come. For any thread.
 */
public final class Forecast implements JobWatcher {
    /** Of the pixel-steps of a tenant, while batch jobs wait too. */
    private static final double INTERACTIVE_SHARE = 0.9;

    private final IntSupplier workers;
    // Guarded by this.
    private final Map<Tenant, Map<Lane, Waiting>> waiting = new HashMap<>();
    private final Map<JobId, String> running = new HashMap<>();
    private final Map<String, Pace> paces = new TreeMap<>();
    private final Pace whole = new Pace();
    private final RecipeCosts costs = new RecipeCosts();

    /** @param workers how many there are now */
    public Forecast(IntSupplier workers) {
        this.workers = requireNonNull(workers, "workers is null");
    }

    /**
     * Jobs that wait for a worker.
     *
     * @param pixelSteps that are left to do for them, at most
     */
    public record Waiting(long jobs, long pixelSteps) {
        static final Waiting NONE = new Waiting(0, 0);

        Waiting plus(long more, long morePixelSteps) {
            return new Waiting(jobs + more, pixelSteps + morePixelSteps);
        }

        /** Pixel-steps of so many of them. */
        double of(long some) {
            return jobs == 0 ? 0 : (double) pixelSteps * some / jobs;
        }
    }

    /**
     * The fleet.
     *
     * @param workers how many there are
     * @param running jobs by kind of device: {@code cpu}, {@code gpu}
     * @param pixelStepsPerSecond of one worker by kind of device, where one was measured
     */
    public record Fleet(int workers, Map<String, Integer> running, Map<String, Double> pixelStepsPerSecond) {
        public Fleet {
            running = Map.copyOf(running);
            pixelStepsPerSecond = Map.copyOf(pixelStepsPerSecond);
        }
    }

    @Override
    public synchronized void changed(@Nullable JobRecord before, @Nullable JobRecord after) {
        if (before != null) {
            count(before, -1);
            running.remove(before.id());
        }
        if (after == null) {
            return;
        }
        count(after, 1);
        if (after.status() instanceof JobStatus.Running run) {
            running.put(after.id(), kind(run.attempt().device()));
        }
        boolean isNews = before == null || before.state() != JobState.COMPLETED;
        if (isNews && after.status() instanceof JobStatus.Completed completed) {
            measure(after, kind(completed.attempt().device()), completed.outcome());
        }
    }

    private void count(JobRecord job, int sign) {
        if (job.state() != JobState.SUBMITTED && job.state() != JobState.QUEUED) {
            return;
        }
        Map<Lane, Waiting> lanes = waiting.computeIfAbsent(job.job().tenant(), tenant -> new EnumMap<>(Lane.class));
        Lane lane = job.job().terms().lane();
        Waiting now = lanes.getOrDefault(lane, Waiting.NONE).plus(sign, sign * left(job));
        lanes.put(lane, now);
        if (lanes.values().stream().allMatch(each -> each.jobs() == 0)) {
            waiting.remove(job.job().tenant());
        }
    }

    private long left(JobRecord job) {
        RecipeCosts.Cost cost = costs.of(job.job());
        int kept = Math.min(cost.steps(), job.dispatch().keptSteps());
        return cost.steps() == 0 ? 0 : cost.pixelSteps() / cost.steps() * (cost.steps() - kept);
    }

    private void measure(JobRecord job, String device, Outcome outcome) {
        if (outcome.reusedFrom() != null || outcome.finishedEarly() || !(outcome.optimizationSeconds() > 0)) {
            return;
        }
        RecipeCosts.Cost most = costs.of(job.job());
        // The most is for a square picture; the pastiche says how much less this one was.
        double side = Math.max(outcome.width(), outcome.height());
        long pixelSteps = Math.round(most.pixelSteps() * Math.min(outcome.width(), outcome.height()) / side);
        paces.computeIfAbsent(device, kind -> new Pace()).add(pixelSteps, outcome.optimizationSeconds());
        whole.add(pixelSteps, outcome.optimizationSeconds());
    }

    /** {@code cpu}, {@code gpu}. */
    private static String kind(String device) {
        return device.replaceFirst("[0-9]+$", "");
    }

    /** What of a tenant waits in a lane. */
    public synchronized Waiting waiting(Tenant tenant, Lane lane) {
        return waiting.getOrDefault(tenant, Map.of()).getOrDefault(lane, Waiting.NONE);
    }

    /** What of everybody waits in a lane. */
    public synchronized Waiting waiting(Lane lane) {
        return waiting.values().stream()
                .map(lanes -> lanes.getOrDefault(lane, Waiting.NONE))
                .reduce(Waiting.NONE, (sum, each) -> sum.plus(each.jobs(), each.pixelSteps()));
    }

    /** What waits of everybody. */
    public synchronized Waiting everything() {
        return waiting.values().stream()
                .flatMap(lanes -> lanes.values().stream())
                .reduce(Waiting.NONE, (sum, each) -> sum.plus(each.jobs(), each.pixelSteps()));
    }

    public synchronized Fleet fleet() {
        Map<String, Integer> byDevice = new TreeMap<>();
        running.values().forEach(device -> byDevice.merge(device, 1, Integer::sum));
        Map<String, Double> rates = new TreeMap<>();
        paces.forEach((device, pace) -> pace.perSecond().ifPresent(rate -> rates.put(device, rate)));
        return new Fleet(workers.getAsInt(), byDevice, rates);
    }

    /** How long one worker takes for that; empty if nothing was measured yet. */
    public synchronized Optional<Duration> time(double pixelSteps) {
        return whole.perSecond().stream()
                .mapToObj(rate -> seconds(pixelSteps / rate))
                .findFirst();
    }

    /** How long one worker takes for a job, on average; empty if nothing was measured yet. */
    public synchronized Optional<Duration> timeOfJob() {
        return time(whole.perJob());
    }

    /**
     * How long a job waits for a worker.
     *
     * @param ahead how many jobs of the same tenant and lane go before
     * @return empty if there is no worker, or nothing was measured yet
     */
    public synchronized Optional<Duration> wait(Tenant tenant, Lane lane, long ahead) {
        int present = workers.getAsInt();
        OptionalDouble rate = whole.perSecond();
        if (present == 0 || rate.isEmpty()) {
            return Optional.empty();
        }
        double own = waiting(tenant, lane).of(ahead);
        Waiting batch = waiting(tenant, Lane.BATCH);
        if (lane == Lane.BATCH) {
            own += (double) waiting(tenant, Lane.INTERACTIVE).pixelSteps();
        } else if (batch.jobs() > 0) {
            own /= INTERACTIVE_SHARE;
        }
        double before = own + others(tenant, own);
        double untilFree = running.size() < present ? 0 : whole.perJob() / 2;
        return Optional.of(seconds((before + untilFree) / (present * rate.getAsDouble())));
    }

    /**
     * How long it takes until a job is done that is the last of its tenant and lane.
     *
     * @return empty if there is no worker, or nothing was measured yet
     */
    public synchronized Optional<Duration> untilDone(StylizationJob job) {
        Lane lane = job.terms().lane();
        long ahead = waiting(job.tenant(), lane).jobs();
        return wait(job.tenant(), lane, ahead)
                .flatMap(wait -> time((double) costs.of(job).pixelSteps()).map(wait::plus));
    }

    /** While a tenant gets so much done, each other one gets as much, if he has as much to do. */
    private double others(Tenant tenant, double own) {
        return waiting.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(tenant))
                .mapToDouble(entry -> Math.min(
                        own,
                        entry.getValue().values().stream()
                                .mapToDouble(Waiting::pixelSteps)
                                .sum()))
                .sum();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
