package org.stylize.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Received;

/**
 * Does what is due by time: writes the requests of jobs whose pause is over, ends jobs whose time has passed, removes
 * jobs that ended long ago, gives turns to jobs that are held. And the watchdog: finds open jobs whose request the broker no longer has though no worker
 * has reported what became of it. Used by the thread of its task only.
 */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Duration CHECK_EVERY = Duration.ofMinutes(1);
    /** A request is noted a moment before it is written, and another gateway's clock may differ. */
    private static final Duration MARGIN = Duration.ofSeconds(10);
    /** So many jobs in one round: what follows from them must fit into one transaction. */
    private static final int MOST = 500;
    /** What a round decides follows from no record. */
    private static final Received NO_RECORD = Received.of(null, null, name -> null);

    private final LedgerParts parts;
    private final LedgerOutputs outputs;
    private final JobLedger ledger;
    private final int partition;

    private Rounds(int partition, LedgerParts parts, LedgerOutputs outputs) {
        this.partition = partition;
        this.parts = parts;
        this.outputs = outputs;
        this.ledger = parts.ledger();
    }

    static void schedule(ProcessorContext<String, byte[]> context, LedgerParts parts, LedgerOutputs outputs) {
        Rounds rounds = new Rounds(context.taskId().partition(), parts, outputs);
        rounds.rebuild();
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> rounds.go());
        context.schedule(
                CHECK_EVERY,
                PunctuationType.WALL_CLOCK_TIME,
                now -> outputs.checkAsked(parts.clock().instant()));
    }

    /** An earlier release kept no agenda, or no line. */
    private void rebuild() {
        if (outputs.line().isNew()) {
            Instant at = parts.clock().instant();
            outputs.forEachJob(job -> outputs.place(job, null, at));
            outputs.line().begin();
        }
        if (outputs.agenda().isEmpty()) {
            Instant at = parts.clock().instant();
            outputs.forEachJob(job -> {
                outputs.note(job, at);
                if (!job.state().isTerminal()) {
                    outputs.agenda().add(Agenda.Kind.ASKED, job.dispatch().at(), job.id());
                }
            });
        }
    }

    private void go() {
        Instant at = parts.clock().instant();
        look(Agenda.Kind.DUE, at, at, (entry, job) -> ledger.due(job, at));
        parts.settled()
                .before()
                .ifPresent(settled -> look(Agenda.Kind.ASKED, settled.minus(MARGIN), at, (entry, job) -> {
                    boolean isLatest = job.dispatch().isAsked()
                            && job.dispatch().at().toEpochMilli()
                                    == entry.time().toEpochMilli();
                    return isLatest ? lost(job, at) : Ruling.unchanged(job);
                }));
        outputs.fill(at);
        outputs.publishUsage(at);
        parts.observer().line(partition, outputs.line().held(), outputs.line().asked());
    }

    private Ruling lost(JobRecord job, Instant at) {
        Ruling ruling = ledger.lost(job, at);
        if (ruling.isChanged()) {
            LOG.atWarn()
                    .addKeyValue("jobId", job.id())
                    .addKeyValue("slice", job.dispatch().slice())
                    .log("A request is gone from the queue, and no worker said what became of it");
            parts.observer().lost();
        }
        return ruling;
    }

    private void look(Agenda.Kind kind, Instant until, Instant at, BiFunction<Agenda.Entry, JobRecord, Ruling> rule) {
        for (Agenda.Entry entry : outputs.agenda().until(kind, until, MOST)) {
            outputs.agenda().remove(entry);
            try {
                look(entry, at, rule);
            } catch (KafkaException e) {
                throw e; // Kafka Streams' own: the transaction is undone
            } catch (RuntimeException e) {
                LOG.error("Job {} cannot be looked at", entry.id(), e);
            }
        }
    }

    private void look(Agenda.Entry entry, Instant at, BiFunction<Agenda.Entry, JobRecord, Ruling> rule) {
        JobRecord job = outputs.find(entry.id());
        if (job == null) {
            forgetRefusal(entry, at);
            return;
        }
        Ruling ruling = rule.apply(entry, job);
        outputs.write(ruling, NO_RECORD, DeadLetter.Kind.SUBMISSION, at);
        if (!ruling.isChanged() && !ruling.isForgotten() && entry.kind() == Agenda.Kind.DUE) {
            outputs.note(job, at);
        }
    }

    private void forgetRefusal(Agenda.Entry entry, Instant at) {
        @Nullable Instant refusedAt = outputs.refusedAt(entry.id());
        if (refusedAt != null && !refusedAt.plus(parts.rules().keep()).isAfter(at)) {
            outputs.forget(entry.id(), at);
        }
    }
}
