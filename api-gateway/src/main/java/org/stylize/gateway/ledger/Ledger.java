package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;
import org.stylize.service.LocalDirectory;

/**
 * Runs the ledger: waits for its topics, starts Kafka Streams, and restarts it after a failure, until it is closed.
 *
 * <p>Has the thread {@code ledger-keeper}; Kafka Streams adds more. The owner calls {@link #start()} and
 * {@link #close()}; any thread may call the rest.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final List<String> TOPICS = List.of(
            Topics.SUBMISSIONS,
            Topics.REPORTS,
            Topics.REQUESTS,
            Topics.CONTROL,
            Topics.EVENTS,
            Topics.JOBS,
            Topics.DEAD_LETTERS,
            Topics.USAGE);
    private static final BackOff PAUSES = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10));
    /** A part that ran so long did not fail at its start: the next pause is the first one again. */
    private static final Duration LONG_RUN = Duration.ofMinutes(1);

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(5);

    private final LedgerSettings settings;
    private final JobCodec codec;
    private final Clock clock;
    private final LedgerObserver observer;
    private final SettledRequests settled;
    private final QueueWindow window;
    private final TenantWeights weights;
    private final SubmissionJudge judge;
    private final LedgerTraces traces;
    private final Thread keeper = new Thread(this::keep, "ledger-keeper");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<KafkaStreams.@Nullable State> state = new AtomicReference<>();
    private final AtomicBoolean hasRun = new AtomicBoolean();
    private final AtomicReference<@Nullable KafkaStreams> running = new AtomicReference<>();
    private final AtomicReference<@Nullable String> jobsTopic = new AtomicReference<>();

    public Ledger(
            LedgerSettings settings,
            JobCodec codec,
            Clock clock,
            LedgerObserver observer,
            SettledRequests settled,
            QueueWindow window,
            TenantWeights weights,
            SubmissionJudge judge,
            LedgerTraces traces) {
        this.settings = requireNonNull(settings, "settings is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.settled = requireNonNull(settled, "settled is null");
        this.window = requireNonNull(window, "window is null");
        this.weights = requireNonNull(weights, "weights is null");
        this.judge = requireNonNull(judge, "judge is null");
        this.traces = requireNonNull(traces, "traces is null");
    }

    public void start() {
        keeper.start();
    }

    /** Whether this instance runs its part of the ledger, or partitions are moving between instances. */
    public boolean isReady() {
        KafkaStreams.State now = state.get();
        return now != null && now.isRunningOrRebalancing() && hasRun.get();
    }

    /** {@code RUNNING}, {@code REBALANCING}, … as Kafka Streams has it; {@code WAITING} before its start. */
    public String state() {
        KafkaStreams.State now = state.get();
        return now == null ? "WAITING" : now.name();
    }

    /**
     * Whether this instance has the first partition of the ledger's topics. Exactly one instance has it, except for the
     * moments in which it moves from one to another.
     */
    public boolean hasFirstPartition() {
        return partitions().contains(0);
    }

    /** The partitions of the ledger's topics that this instance has. */
    public Set<Integer> partitions() {
        KafkaStreams streams = running.get();
        if (streams == null) {
            return Set.of();
        }
        try {
            return streams.metadataForLocalThreads().stream()
                    .flatMap(thread -> thread.activeTasks().stream())
                    .map(task -> task.taskId().partition())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IllegalStateException e) {
            return Set.of(); // Kafka Streams does not run
        }
    }

    /** The partition of a job, if the ledger has so many. */
    public static int homeOf(JobId id, int partitions) {
        return new Home(partitions).of(id.toString());
    }

    /** The id that Kafka gave the topic of the jobs when it was created; empty before the start. */
    public Optional<String> jobsTopicId() {
        return Optional.ofNullable(jobsTopic.get());
    }

    /** Every value of {@link #state()}. */
    public static List<String> states() {
        Set<String> names = new TreeSet<>(Set.of("WAITING"));
        for (KafkaStreams.State each : KafkaStreams.State.values()) {
            names.add(each.name());
        }
        return List.copyOf(names);
    }

    /** Leaves the group, so that another instance takes over at once, and waits for all threads. */
    @Override
    public void close() {
        closed.countDown();
        try {
            keeper.join(settings.closeTimeout()
                    .plus(ADMIN_TIMEOUT)
                    .plus(ADMIN_TIMEOUT)
                    .toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        LocalDirectory directory =
                LocalDirectory.of(settings.stateDirectory(), "ledger", "gateway.ledger.state-directory");
        try (directory) {
            BackOff.Waits waits = PAUSES.waits();
            while (closed.getCount() > 0) {
                Optional<Home> home = home();
                if (home.isPresent()) {
                    long began = System.nanoTime();
                    runOnce(directory, home.get());
                    if (System.nanoTime() - began > LONG_RUN.toNanos()) {
                        waits.reset();
                    }
                }
                closed.await(waits.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce(LocalDirectory directory, Home home) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        KafkaStreams streams = new KafkaStreams(
                LedgerTopology.of(new LedgerParts(
                        settings.rules(), codec, clock, observer, home, settled, window, weights, judge, traces)),
                StreamsConfiguration.of(settings, directory.path()));
        streams.setUncaughtExceptionHandler(e -> {
            LOG.error("The ledger failed and is restarted", e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            state.set(now);
            if (now == KafkaStreams.State.RUNNING) {
                hasRun.set(true);
            }
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                over.countDown();
            }
        });
        try {
            streams.start();
            running.set(streams);
            while (closed.getCount() > 0 && over.getCount() > 0) {
                over.await(100, TimeUnit.MILLISECONDS);
            }
        } catch (KafkaException e) {
            LOG.error("The ledger cannot start and tries again", e);
        } finally {
            running.set(null);
            streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(settings.closeTimeout()));
        }
    }

    /**
     * The partitions of the topics; empty if the topics are not all there, or not as they must be. Kafka Streams stops
     * for good then, so this is checked first.
     */
    private Optional<Home> home() throws InterruptedException {
        Map<String, Object> config = settings.kafka()
                .client(
                        KafkaSettings.Client.ADMIN,
                        Map.of(
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) ADMIN_TIMEOUT.toMillis(),
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                (int) ADMIN_TIMEOUT.toMillis()));
        try (Admin admin = Admin.create(config)) {
            Set<String> present = admin.listTopics().names().get();
            Set<String> missing = new TreeSet<>(TOPICS);
            missing.removeAll(present);
            if (!missing.isEmpty()) {
                LOG.warn("The ledger waits for the topics {}", missing);
                return Optional.empty();
            }
            Map<String, TopicDescription> read = admin.describeTopics(
                            List.of(Topics.SUBMISSIONS, Topics.REPORTS, Topics.JOBS))
                    .allTopicNames()
                    .get();
            int submissions =
                    requireNonNull(read.get(Topics.SUBMISSIONS)).partitions().size();
            int reports = requireNonNull(read.get(Topics.REPORTS)).partitions().size();
            if (submissions != reports) {
                LOG.error(
                        "The ledger waits: {} and {} must have the same number of partitions but have {} and {}",
                        Topics.SUBMISSIONS,
                        Topics.REPORTS,
                        submissions,
                        reports);
                return Optional.empty();
            }
            Changelogs.make(admin, settings.applicationId(), present, submissions);
            jobsTopic.set(requireNonNull(read.get(Topics.JOBS)).topicId().toString());
            return Optional.of(new Home(submissions));
        } catch (ExecutionException | KafkaException e) {
            LOG.warn("The ledger waits for Kafka at {}: {}", settings.kafka().bootstrapServers(), e.getMessage());
            return Optional.empty();
        }
    }
}
