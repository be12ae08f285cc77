package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.wire.Audit;
import org.stylize.proto.wire.Batch;
import org.stylize.proto.wire.Command;
import org.stylize.proto.wire.Control;
import org.stylize.proto.wire.Event;
import org.stylize.proto.wire.Key;
import org.stylize.proto.wire.Progress;
import org.stylize.proto.wire.Report;
import org.stylize.proto.wire.Request;
import org.stylize.proto.wire.Session;
import org.stylize.proto.wire.Submission;
import org.stylize.proto.wire.Webhook;

/**
 * Turns values into Kafka records and back; with the {@code Wire…} classes the only code that touches generated
 * classes.
 *
 * <p>Each {@code decode…} takes a record of the topic of that name, whose value is a Protobuf message or, if its content
 * type says so, the JSON form of one. It throws {@link UndecodableException} if the value
 * is not that message, and {@link InvalidJobException} if it is but breaks a rule of the value.
 *
 * <p>A record that belongs to a trace says so in its headers. A job keeps the trace of its submission; all other values
 * are written with the trace that the caller names, usually {@link StylizationJob#trace()} of their job.
 *
 * <p>Immutable, for any thread.
 */
public final class JobCodec {
    private final String source;

    /** @param source who writes, as CloudEvents source: {@code /gateway/host-1}, {@code /worker/host-2-gpu0} */
    public JobCodec(String source) {
        this.source = requireNonNull(source, "source is null");
    }

    /** A submission of a job that the workers make, and that nobody has judged by the tenant's quotas. */
    public Encoded encodeSubmission(StylizationJob job) {
        return submission(job, Submission.newBuilder());
    }

    /** A submission of a job that the tenant's quotas allow. */
    public Encoded encodeSubmission(StylizationJob job, Judged judged) {
        return submission(job, Submission.newBuilder().setJudged(WireValues.judged(judged)));
    }

    /** A submission of a job that is completed at once. */
    public Encoded encodeSubmission(StylizationJob job, Reuse reuse) {
        return submission(job, Submission.newBuilder().setReuse(WireReports.reuse(reuse)));
    }

    private Encoded submission(StylizationJob job, Submission.Builder message) {
        return record(
                        job.id(),
                        message.setJob(WireValues.job(job)).build(),
                        CloudEvents.SUBMISSION,
                        job.submittedAt(),
                        job.trace())
                .of(job.tenant());
    }

    /**
     * The job; its trace and its tenant are those of the headers, if they name them: who writes a header knows who
     * submits. A job that names another tenant than its header is refused.
     */
    public StylizationJob decodeSubmission(Received record) {
        return owned(
                traced(
                        decode(Submission.getDefaultInstance(), record, message -> WireValues.job(message.getJob())),
                        record),
                record);
    }

    /** What a gateway found when it judged the submission; empty if none has. */
    public Optional<Judged> decodeJudged(Received record) {
        return decode(
                Submission.getDefaultInstance(),
                record,
                message ->
                        message.hasJudged() ? Optional.of(WireValues.judged(message.getJudged())) : Optional.empty());
    }

    /** The result with which the job of a submission is completed at once; empty if the workers make it. */
    public Optional<Reuse> decodeReuse(Received record) {
        return decode(
                Submission.getDefaultInstance(),
                record,
                message -> message.hasReuse() ? Optional.of(WireReports.reuse(message.getReuse())) : Optional.empty());
    }

    /** A request for the workers; they run the recipe of this job, whatever presets their release has. */
    public Encoded encodeRequest(SliceRequest request, Instant at) {
        StylizationJob job = request.job();
        return record(job.id(), WireValues.request(request), CloudEvents.REQUEST, at, job.trace())
                .of(job.tenant());
    }

    /** The request; the trace of its job is that of the headers, if they name one. */
    public SliceRequest decodeRequest(Received record) {
        SliceRequest request = decode(Request.getDefaultInstance(), record, WireValues::request);
        return new SliceRequest(traced(request.job(), record), request.slice(), request.execution());
    }

    public Encoded encodeCommand(JobCommand command, Trace trace) {
        return record(command.id(), WireValues.command(command), CloudEvents.COMMAND, command.at(), trace);
    }

    public JobCommand decodeCommand(Received record) {
        return decode(Command.getDefaultInstance(), record, WireValues::command);
    }

    /** Whether a record of the submissions is a command and not a submission. */
    public static boolean isCommand(Received record) {
        return CloudEvents.COMMAND.equals(record.headers().get(CloudEvents.TYPE));
    }

    /**
     * A record of the submissions with its value in Protobuf. Whoever takes records from outside does this once: what comes
     * after has one form to deal with.
     *
     * @return the record itself, if its value is no JSON, or not the JSON form of a submission or a command; to decode it
     *     says why
     */
    public static Received inProtobuf(Received record) {
        if (!WireForm.isJson(record)) {
            return record;
        }
        try {
            return WireForm.inProtobuf(
                    isCommand(record) ? Command.getDefaultInstance() : Submission.getDefaultInstance(), record);
        } catch (UndecodableException e) {
            return record;
        }
    }

    public Encoded encodeReport(JobReport report, Trace trace) {
        return record(report.id(), WireReports.report(report), CloudEvents.REPORT, report.at(), trace);
    }

    public JobReport decodeReport(Received record) {
        return decode(Report.getDefaultInstance(), record, WireReports::report);
    }

    public Encoded encodeProgress(JobProgress progress, Trace trace) {
        return record(progress.id(), WireReports.progress(progress), CloudEvents.PROGRESS, progress.at(), trace);
    }

    public JobProgress decodeProgress(Received record) {
        return decode(Progress.getDefaultInstance(), record, WireReports::progress);
    }

    public Encoded encodeControl(JobControl control, Trace trace) {
        return record(control.id(), WireValues.control(control), CloudEvents.CONTROL, control.at(), trace);
    }

    public JobControl decodeControl(Received record) {
        return decode(Control.getDefaultInstance(), record, WireValues::control);
    }

    /**
     * An event.
     *
     * @param tenant whose job it is; null if nobody knows, because the submission could not be read
     */
    public Encoded encodeEvent(JobEvent event, @Nullable Tenant tenant, Trace trace) {
        Encoded encoded = record(event.id(), WireEvents.event(event), CloudEvents.EVENT, event.at(), trace);
        return tenant == null ? encoded : encoded.of(tenant);
    }

    /** An event of a job, with headers that say whose the job is and which batch it belongs to. */
    public Encoded encodeEvent(JobEvent event, StylizationJob job) {
        Encoded encoded = encodeEvent(event, job.tenant(), job.trace());
        BatchId batch = job.tags().batch();
        return batch == null ? encoded : encoded.of(batch);
    }

    public JobEvent decodeEvent(Received record) {
        return decode(Event.getDefaultInstance(), record, WireEvents::event);
    }

    public Encoded encodeJob(JobRecord job) {
        return record(
                        job.id(),
                        WireRecords.record(job),
                        CloudEvents.JOB,
                        job.updatedAt(),
                        job.job().trace())
                .of(job.job().tenant());
    }

    public JobRecord decodeJob(Received record) {
        return decode(org.stylize.proto.wire.JobRecord.getDefaultInstance(), record, WireRecords::record);
    }

    /**
     * A dead letter.
     *
     * @param tenant whose record it is, by its headers; null if they do not say
     */
    public Encoded encodeDeadLetter(DeadLetter letter, @Nullable Tenant tenant, Trace trace) {
        Encoded encoded =
                encoded(letter.key(), WireValues.deadLetter(letter), CloudEvents.DEAD_LETTER, letter.at(), trace);
        return tenant == null ? encoded : encoded.of(tenant);
    }

    public DeadLetter decodeDeadLetter(Received record) {
        return decode(org.stylize.proto.wire.DeadLetter.getDefaultInstance(), record, WireValues::deadLetter);
    }

    public Encoded encodeKey(KeyRecord record) {
        return encoded(record.recordKey(), WireKeys.key(record), CloudEvents.KEY, record.at(), Trace.NONE);
    }

    public KeyRecord decodeKey(Received record) {
        return decode(Key.getDefaultInstance(), record, WireKeys::key);
    }

    public Encoded encodeUsage(Usage usage) {
        return encoded(usage.recordKey(), WireValues.usage(usage), CloudEvents.USAGE, usage.at(), Trace.NONE);
    }

    public Usage decodeUsage(Received record) {
        return decode(org.stylize.proto.wire.Usage.getDefaultInstance(), record, WireValues::usage);
    }

    public Encoded encodeSession(SessionRecord session) {
        return encoded(
                session.sha256(), WireSessions.session(session), CloudEvents.SESSION, session.startedAt(), Trace.NONE);
    }

    public SessionRecord decodeSession(Received record) {
        return decode(Session.getDefaultInstance(), record, message -> WireSessions.session(record.key(), message));
    }

    public Encoded encodeBatch(BatchRecord batch) {
        return encoded(
                batch.id().toString(), WireBatches.batch(batch), CloudEvents.BATCH, batch.submittedAt(), Trace.NONE);
    }

    public BatchRecord decodeBatch(Received record) {
        return decode(Batch.getDefaultInstance(), record, WireBatches::batch);
    }

    public Encoded encodeAudit(AuditEvent event) {
        return encoded(event.actor(), WireAudit.event(event), CloudEvents.AUDIT, event.at(), Trace.NONE);
    }

    public AuditEvent decodeAudit(Received record) {
        return decode(Audit.getDefaultInstance(), record, WireAudit::event);
    }

    public Encoded encodeWebhook(WebhookRecord record) {
        return encoded(record.recordKey(), WireWebhooks.webhook(record), CloudEvents.WEBHOOK, record.at(), Trace.NONE);
    }

    public WebhookRecord decodeWebhook(Received record) {
        return decode(Webhook.getDefaultInstance(), record, WireWebhooks::webhook);
    }

    public Encoded encodeDelivery(WebhookDelivery delivery) {
        return encoded(
                delivery.messageId(),
                WireWebhooks.delivery(delivery),
                CloudEvents.WEBHOOK_DELIVERY,
                delivery.happenedAt(),
                Trace.NONE);
    }

    public WebhookDelivery decodeDelivery(Received record) {
        return decode(
                org.stylize.proto.wire.WebhookDelivery.getDefaultInstance(),
                record,
                message -> WireWebhooks.delivery(record.key(), message));
    }

    /** The record of a dead letter as the values of JSON, for people; empty if it is not a message of its kind. */
    public Optional<Map<String, Object>> readable(DeadLetter letter) {
        Message kind =
                switch (letter.kind()) {
                    case SUBMISSION -> Submission.getDefaultInstance();
                    case COMMAND -> Command.getDefaultInstance();
                    case REQUEST -> Request.getDefaultInstance();
                    case REPORT -> Report.getDefaultInstance();
                };
        try {
            return Optional.of(WireJson.of(kind.getParserForType().parseFrom(letter.request())));
        } catch (InvalidProtocolBufferException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static StylizationJob traced(StylizationJob job, Received record) {
        return record.trace().isNone() ? job : job.withTrace(record.trace());
    }

    private static StylizationJob owned(StylizationJob job, Received record) {
        Tenant tenant = record.tenant().orElse(job.tenant());
        if (!job.tenant().equals(tenant) && !job.tenant().equals(Tenant.DEFAULT)) {
            throw new InvalidJobException(
                    "tenant", "the job names the tenant " + job.tenant() + " but comes from the tenant " + tenant);
        }
        return job.withTenant(tenant);
    }

    private Encoded record(JobId id, Message message, String type, Instant at, Trace trace) {
        return encoded(id.toString(), message, type, at, trace);
    }

    private Encoded encoded(String key, Message message, String type, Instant at, Trace trace) {
        return new Encoded(key, message.toByteString(), CloudEvents.headers(type, source, key, at, trace));
    }

    private static <M extends Message, T> T decode(M kind, Received record, Function<M, T> reading) {
        try {
            return reading.apply(WireForm.parse(kind, record));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UndecodableException("the value breaks a rule: " + e.getMessage(), e);
        }
    }
}
