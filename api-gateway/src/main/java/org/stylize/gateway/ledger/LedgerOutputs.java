package org.stylize.gateway.ledger;

import static org.stylize.gateway.ledger.LedgerTopology.CONTROL;
import static org.stylize.gateway.ledger.LedgerTopology.DEAD_LETTERS;
import static org.stylize.gateway.ledger.LedgerTopology.EVENTS;
import static org.stylize.gateway.ledger.LedgerTopology.JOBS;
import static org.stylize.gateway.ledger.LedgerTopology.REQUESTS;
import static org.stylize.gateway.ledger.LedgerTopology.SUBMISSIONS;
import static org.stylize.gateway.ledger.LedgerTopology.USAGE;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.forecast.RecipeCosts;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Encoded;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.Received;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;

/** The stores and topics of one task, in terms of jobs. Used by the thread of its task only. */
final class LedgerOutputs {
    /** A dead letter must itself fit into a record. */
    private static final int MOST_LETTER_BYTES = 512 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerOutputs.class);
    /** What a turn decides follows from no record. */
    private static final Received NO_RECORD = Received.of(null, null, name -> null);

    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, byte[]> jobs;
    private final KeyValueStore<String, byte[]> refusals;
    private final Agenda agenda;
    private final FairQueue line;
    private final UsageBook usage;
    private final RecipeCosts costs = new RecipeCosts();
    private final LedgerParts parts;
    private final JobLedger ledger;
    private final CommitPace pace;

    LedgerOutputs(ProcessorContext<String, byte[]> context, LedgerParts parts) {
        this.context = context;
        this.jobs = context.getStateStore(LedgerTopology.JOB_STORE);
        this.refusals = context.getStateStore(LedgerTopology.REFUSAL_STORE);
        this.agenda = new Agenda(context.getStateStore(LedgerTopology.AGENDA_STORE));
        this.usage = new UsageBook(
                context.getStateStore(LedgerTopology.LINE_STORE),
                context.taskId().partition(),
                parts.home().partitions());
        this.line = new FairQueue(context.getStateStore(LedgerTopology.LINE_STORE), parts.weights(), costs);
        this.parts = parts;
        this.ledger = parts.ledger();
        this.pace = CommitPace.of(context);
    }

    @Nullable
    JobRecord find(JobId id) {
        byte[] value = jobs.get(id.toString());
        return value == null ? null : parts.codec().decodeJob(stored(value));
    }

    Agenda agenda() {
        return agenda;
    }

    RecipeCosts costs() {
        return costs;
    }

    /** The jobs of this task in the order of their turns. */
    FairQueue line() {
        return line;
    }

    /** A record begins to be processed. */
    void reads(Record<String, byte[]> record) {
        pace.read(record.timestamp());
    }

    /** Sends a record on to the partition of its key, if it is in another one: whether it was sent on. */
    boolean sentOn(Record<String, byte[]> record, String sink) {
        if (record.key() == null
                || parts.home().of(record.key()) == context.taskId().partition()) {
            return false;
        }
        forward(record, sink);
        return true;
    }

    /**
     * Keeps the job and writes what follows from a ruling. If as many requests wait for workers as may, the job is held
     * until it is its turn.
     *
     * @param cause the record that led to it, for a dead letter
     * @param kind of that record
     */
    void write(Ruling ruling, Received cause, DeadLetter.Kind kind, Instant at) {
        write(ruling, null, cause, kind, at);
    }

    /**
     * The same for a job that may be new.
     *
     * @param cost its pixel-steps; null if they are to be estimated
     */
    void write(Ruling ruling, @Nullable Long cost, Received cause, DeadLetter.Kind kind, Instant at) {
        boolean isHeld = ruling.asks() && (line.held() > 0 || line.asked() >= window());
        writeNow(isHeld ? ruling.held() : ruling, cost, cause, kind, at);
    }

    /** Writes the requests of those whose turn it is, as many as may wait for workers. */
    void fill(Instant at) {
        Optional<JobId> next = line.first();
        while (next.isPresent() && line.asked() < window()) {
            takeTurn(next.get(), at);
            next = line.first();
        }
    }

    /**
     * Makes sure that those which count as asked for are. A ledger of an earlier release, which shares the work during an
     * upgrade, changes jobs and not their places.
     */
    void checkAsked(Instant at) {
        for (JobId id : line.askedJobs()) {
            JobRecord job = readable(id);
            if (job == null) {
                leave(id, at);
            } else {
                place(job, null, at);
            }
        }
    }

    private @Nullable JobRecord readable(JobId id) {
        try {
            return find(id);
        } catch (UndecodableException | InvalidJobException e) {
            LOG.error("Job {} cannot be read", id, e);
            return null;
        }
    }

    private void takeTurn(JobId id, Instant at) {
        try {
            JobRecord job = find(id);
            if (job != null && job.dispatch().isHeld()) {
                writeNow(ledger.turn(job, at), null, NO_RECORD, DeadLetter.Kind.SUBMISSION, at);
                return;
            }
        } catch (KafkaException e) {
            throw e; // Kafka Streams' own: the transaction is undone
        } catch (RuntimeException e) {
            LOG.error("Job {} cannot take its turn", id, e);
        }
        leave(id, at);
    }

    private int window() {
        return parts.window().perPartition(parts.home().partitions());
    }

    /**
     * Keeps the job and writes what follows from a ruling. Everything is encoded before anything is written, so that a
     * fault in between leaves nothing half done.
     *
     * @param cause the record that led to it, for a dead letter
     * @param kind of that record
     */
    private void writeNow(Ruling ruling, @Nullable Long cost, Received cause, DeadLetter.Kind kind, Instant at) {
        JobRecord job = ruling.job();
        List<Runnable> effects = new ArrayList<>();
        if (ruling.isForgotten()) {
            effects.add(() -> forget(job.id(), at));
        } else if (ruling.isChanged()) {
            effects.add(keep(job, cost, at));
        }
        for (JobEvent event : ruling.events()) {
            effects.add(forward(parts.codec().encodeEvent(event, told(job.job())), at, EVENTS));
            effects.add(() -> parts.observer().changed(job, event));
        }
        if (ruling.asks()) {
            effects.add(ask(job, at));
        }
        for (JobControl order : ruling.orders()) {
            effects.add(forward(parts.codec().encodeControl(order, job.job().trace()), at, CONTROL));
        }
        if (ruling.submission() != null) {
            effects.add(forward(parts.codec().encodeSubmission(asked(ruling.submission())), at, SUBMISSIONS));
        }
        if (ruling.deadLetter() != null) {
            effects.add(
                    ruling.events().isEmpty()
                            ? deadLetterOf(kind, job.id().toString(), ruling.deadLetter(), job.attempts(), cause, at)
                            : deadLetterOf(job, ruling.deadLetter(), at));
        }
        effects.forEach(Runnable::run);
        if (!ruling.events().isEmpty()) {
            LedgerLog.changed(job);
        }
    }

    /** The job as its events have it: they follow from what is being processed, if that is about this job. */
    private StylizationJob told(StylizationJob job) {
        Trace here = parts.traces().here();
        return here.isSameTrace(job.trace()) ? job.withTrace(here) : job;
    }

    /** A job that is done again is part of the trace of whoever asks for that, and follows from the job before. */
    private StylizationJob asked(StylizationJob again) {
        Trace here = parts.traces().here();
        if (here.isNone()) {
            return again;
        }
        parts.traces().follows(again.trace());
        return again.withTrace(here);
    }

    private Runnable keep(JobRecord job, @Nullable Long cost, Instant at) {
        Encoded encoded = parts.codec().encodeJob(job);
        Runnable publish = forward(encoded, at, JOBS);
        return () -> {
            jobs.put(encoded.key(), encoded.value().toByteArray());
            note(job, at);
            place(job, cost, at);
            publish.run();
        };
    }

    /**
     * Gives the job its place in the line, and counts it.
     *
     * @param cost null if it is to be estimated
     */
    void place(JobRecord job, @Nullable Long cost, Instant at) {
        Place place = line.put(job, cost);
        if (place != null) {
            Tenant tenant = job.job().tenant();
            parts.observer()
                    .used(
                            place.isOpen()
                                    ? usage.opened(tenant, place.cost(), job.admittedAt(), at)
                                    : usage.ended(tenant, at));
        }
    }

    private void leave(JobId id, Instant at) {
        Place place = line.remove(id);
        if (place != null) {
            parts.observer().used(usage.ended(new Tenant(place.tenant()), at));
        }
    }

    /** Tells the gateways what tenants use, if that has changed. */
    void publishUsage(Instant at) {
        usage.changed(at).forEach(now -> forward(parts.codec().encodeUsage(now), at, USAGE)
                .run());
    }

    /** Notes when the ledger has to look at the job again. */
    void note(JobRecord job, Instant at) {
        Instant next = ledger.nextDue(job, at);
        if (next != null) {
            agenda.add(Agenda.Kind.DUE, next, job.id());
        }
    }

    private Runnable ask(JobRecord job, Instant at) {
        StylizationJob asked = job.job();
        if (asked.resolved() != null) {
            asked = asked.withRecipe(new RecipeChoice.Explicit(asked.resolved().json()));
        }
        SliceRequest request = new SliceRequest(
                traced(asked, job), job.dispatch().slice(), job.dispatch().execution());
        Runnable write = forward(parts.codec().encodeRequest(request, at), at, REQUESTS);
        return () -> {
            agenda.add(Agenda.Kind.ASKED, job.dispatch().at(), job.id());
            write.run();
        };
    }

    private StylizationJob traced(StylizationJob asked, JobRecord job) {
        return asked.withTrace(parts.traces().asks(job.job(), job.dispatch().slice()));
    }

    /** Refuses a submission that is not a job but has a readable id: an event tells its writer, once. */
    void refuse(JobId id, Problem problem, Received cause, Instant at) {
        String key = id.toString();
        if (jobs.get(key) == null && !isRefused(id)) {
            Encoded event =
                    parts.codec().encodeEvent(new JobEvent.Failed(id, 1, at, problem), tenantOf(cause), cause.trace());
            refusals.put(key, event.value().toByteArray());
            agenda.add(Agenda.Kind.DUE, at.plus(parts.rules().keep()), id);
            forward(event, at, EVENTS).run();
        }
        deadLetter(DeadLetter.Kind.SUBMISSION, key, problem, cause, at);
    }

    private static @Nullable Tenant tenantOf(Received record) {
        try {
            return record.tenant().orElse(null);
        } catch (InvalidJobException e) {
            return null;
        }
    }

    boolean isRefused(JobId id) {
        return refusals.get(id.toString()) != null;
    }

    /** When a submission under that id was refused; null if none was. */
    @Nullable
    Instant refusedAt(JobId id) {
        byte[] value = refusals.get(id.toString());
        return value == null ? null : parts.codec().decodeEvent(stored(value)).at();
    }

    /** Forgets a job, or a refusal, here and in every view. */
    void forget(JobId id, Instant at) {
        String key = id.toString();
        leave(id, at);
        if (refusals.delete(key) == null) {
            jobs.delete(key);
            forward(new Record<>(key, null, at.toEpochMilli()), JOBS);
        }
    }

    /** Does that with every job of this task. */
    void forEachJob(Consumer<JobRecord> action) {
        try (KeyValueIterator<String, byte[]> all = jobs.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                try {
                    action.accept(parts.codec().decodeJob(stored(entry.value)));
                } catch (UndecodableException | InvalidJobException e) {
                    LOG.error("Job {} cannot be read", entry.key, e);
                }
            }
        }
    }

    void deadLetter(DeadLetter.Kind kind, String key, Problem problem, Received cause, Instant at) {
        deadLetterOf(kind, key, problem, 0, cause, at).run();
    }

    /** The letter of a job that failed has the job with its resolved recipe, so that it can be sent again. */
    private Runnable deadLetterOf(JobRecord job, Problem problem, Instant at) {
        Received again = Received.of(parts.codec().encodeSubmission(job.job()));
        return deadLetterOf(DeadLetter.Kind.SUBMISSION, job.id().toString(), problem, job.attempts(), again, at);
    }

    private Runnable deadLetterOf(
            DeadLetter.Kind kind, String key, Problem problem, int attempts, Received cause, Instant at) {
        ByteString value = cause.value();
        ByteString request = value.substring(0, Math.min(value.size(), MOST_LETTER_BYTES));
        DeadLetter letter = new DeadLetter(kind, key, at, problem, attempts, request);
        Runnable write =
                forward(parts.codec().encodeDeadLetter(letter, tenantOf(cause), cause.trace()), at, DEAD_LETTERS);
        return () -> {
            write.run();
            parts.observer().deadLetter(problem);
            LedgerLog.deadLetter(key, problem);
        };
    }

    private Runnable forward(Encoded encoded, Instant at, String sink) {
        Record<String, byte[]> record = new Record<>(
                encoded.key(), encoded.value().toByteArray(), at.toEpochMilli(), KafkaRecords.headers(encoded));
        return () -> forward(record, sink);
    }

    private void forward(Record<String, byte[]> record, String sink) {
        context.forward(record, sink);
        pace.wrote();
    }

    /** A value of a state store, which keeps no headers. */
    private static Received stored(byte[] value) {
        return Received.of(null, value, name -> null);
    }
}
