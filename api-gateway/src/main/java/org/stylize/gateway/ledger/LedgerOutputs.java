package org.stylize.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stylize.gateway.ledger.LedgerTopology.DEAD_LETTERS;
import static org.stylize.gateway.ledger.LedgerTopology.EVENTS;
import static org.stylize.gateway.ledger.LedgerTopology.JOBS;
import static org.stylize.gateway.ledger.LedgerTopology.REQUESTS;

import com.google.protobuf.ByteString;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.Received;
import org.stylize.proto.Trace;

/** The stores and topics of one task, in terms of jobs. Used by the thread of its task only. */
final class LedgerOutputs {
    /** A dead letter must itself fit into a record. */
    private static final int MOST_LETTER_BYTES = 512 << 10;

    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, byte[]> jobs;
    private final KeyValueStore<String, byte[]> refusals;
    private final JobCodec codec;
    private final LedgerObserver observer;

    LedgerOutputs(ProcessorContext<String, byte[]> context, JobCodec codec, LedgerObserver observer) {
        this.context = context;
        this.jobs = context.getStateStore(LedgerTopology.JOB_STORE);
        this.refusals = context.getStateStore(LedgerTopology.REFUSAL_STORE);
        this.codec = codec;
        this.observer = observer;
    }

    @Nullable
    JobRecord find(JobId id) {
        byte[] value = jobs.get(id.toString());
        return value == null ? null : codec.decodeJob(KafkaRecords.stored(value));
    }

    /**
     * Keeps the job and writes what follows from a ruling.
     *
     * @param cause the record that led to it, for a dead letter
     */
    void write(Ruling ruling, Received cause, Instant at) {
        JobRecord job = ruling.job();
        Trace trace = job.job().trace();
        if (ruling.changesJob()) {
            Encoded encoded = codec.encodeJob(job);
            jobs.put(encoded.key(), encoded.value().toByteArray());
            forward(encoded, at, JOBS);
        }
        for (JobEvent event : ruling.events()) {
            forward(codec.encodeEvent(event, trace), at, EVENTS);
            observer.changed(job, event);
        }
        if (ruling.request() != null) {
            forward(codec.encodeRequest(ruling.request(), at), at, REQUESTS);
        }
        if (ruling.deadLetter() != null) {
            // If the job failed, the letter has the job with its resolved recipe, so that it can be sent again. If the
            // record was refused, the letter has the record.
            Received letter = ruling.changesJob() ? Received.of(codec.encodeSubmission(job.job())) : cause;
            deadLetter(job.id().toString(), ruling.deadLetter(), job.attempts(), letter, at);
        }
        if (ruling.changesJob()) {
            LedgerLog.changed(job);
        }
    }

    /** Refuses a submission that is not a job but has a readable id: an event tells its writer, once. */
    void refuse(JobId id, Problem problem, Received cause, Instant at) {
        String key = id.toString();
        if (jobs.get(key) == null && !isRefused(id)) {
            Encoded event = codec.encodeEvent(new JobEvent.Failed(id, 1, at, problem), cause.trace());
            refusals.put(key, event.value().toByteArray());
            forward(event, at, EVENTS);
        }
        deadLetter(key, problem, 0, cause, at);
    }

    boolean isRefused(JobId id) {
        return refusals.get(id.toString()) != null;
    }

    /** Forgets a job, or a refusal, here and in every view. */
    void forget(JobId id, Instant at) {
        String key = id.toString();
        if (refusals.delete(key) == null) {
            jobs.delete(key);
            context.forward(new Record<String, byte[]>(key, null, at.toEpochMilli()), JOBS);
        }
    }

    void deadLetter(String key, Problem problem, int attempts, Received cause, Instant at) {
        ByteString value = cause.value();
        ByteString request = value.substring(0, Math.min(value.size(), MOST_LETTER_BYTES));
        DeadLetter letter = new DeadLetter(key, at, problem, attempts, request);
        forward(codec.encodeDeadLetter(letter, cause.trace()), at, DEAD_LETTERS);
        observer.deadLetter(problem);
        LedgerLog.deadLetter(key, problem);
    }

    private void forward(Encoded encoded, Instant at, String sink) {
        Headers headers = new RecordHeaders();
        encoded.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        context.forward(new Record<>(encoded.key(), encoded.value().toByteArray(), at.toEpochMilli(), headers), sink);
    }
}
