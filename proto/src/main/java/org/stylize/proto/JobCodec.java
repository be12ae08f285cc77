package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.stylize.proto.wire.Control;
import org.stylize.proto.wire.Event;
import org.stylize.proto.wire.Progress;
import org.stylize.proto.wire.Report;
import org.stylize.proto.wire.Request;
import org.stylize.proto.wire.Submission;

/**
 * Between values and the records of Kafka; with {@link WireValues} the only code that touches generated classes.
 *
 * <p>Every {@code decode…} takes the value of a record of the topic of that name and throws
 * {@link UndecodableException} if the bytes are not that message, or {@link InvalidJobException} if they are but
 * break a rule of the value. Immutable, for any thread.
 */
public final class JobCodec {
    private final String source;

    /** @param source who writes, as CloudEvents source: {@code /gateway/host-1}, {@code /worker/host-2-gpu0} */
    public JobCodec(String source) {
        this.source = requireNonNull(source, "source is null");
    }

    public Encoded encodeSubmission(StylizationJob job) {
        Submission message = Submission.newBuilder().setJob(WireValues.job(job)).build();
        return record(job.id(), message, CloudEvents.SUBMISSION, job.submittedAt());
    }

    public StylizationJob decodeSubmission(byte[] value) {
        return decode(Submission.parser(), value, message -> WireValues.job(message.getJob()));
    }

    public Encoded encodeRequest(StylizationJob job, Instant at) {
        Request message = Request.newBuilder().setJob(WireValues.job(job)).build();
        return record(job.id(), message, CloudEvents.REQUEST, at);
    }

    public StylizationJob decodeRequest(byte[] value) {
        return decode(Request.parser(), value, message -> WireValues.job(message.getJob()));
    }

    public Encoded encodeReport(JobReport report) {
        return record(report.id(), WireReports.report(report), CloudEvents.REPORT, report.at());
    }

    public JobReport decodeReport(byte[] value) {
        return decode(Report.parser(), value, WireReports::report);
    }

    public Encoded encodeProgress(JobProgress progress) {
        return record(progress.id(), WireReports.progress(progress), CloudEvents.PROGRESS, progress.at());
    }

    public JobProgress decodeProgress(byte[] value) {
        return decode(Progress.parser(), value, WireReports::progress);
    }

    public Encoded encodeControl(JobControl control) {
        return record(control.id(), WireValues.control(control), CloudEvents.CONTROL, control.at());
    }

    public JobControl decodeControl(byte[] value) {
        return decode(Control.parser(), value, WireValues::control);
    }

    public Encoded encodeEvent(JobEvent event) {
        return record(event.id(), WireEvents.event(event), CloudEvents.EVENT, event.at());
    }

    public JobEvent decodeEvent(byte[] value) {
        return decode(Event.parser(), value, WireEvents::event);
    }

    public Encoded encodeJob(JobRecord job) {
        return record(job.id(), WireValues.jobRecord(job), CloudEvents.JOB, job.updatedAt());
    }

    public JobRecord decodeJob(byte[] value) {
        return decode(org.stylize.proto.wire.JobRecord.parser(), value, WireValues::jobRecord);
    }

    public Encoded encodeDeadLetter(DeadLetter letter) {
        return encoded(letter.key(), WireValues.deadLetter(letter), CloudEvents.DEAD_LETTER, letter.at());
    }

    public DeadLetter decodeDeadLetter(byte[] value) {
        return decode(org.stylize.proto.wire.DeadLetter.parser(), value, WireValues::deadLetter);
    }

    private Encoded record(JobId id, Message message, String type, Instant at) {
        return encoded(id.toString(), message, type, at);
    }

    private Encoded encoded(String key, Message message, String type, Instant at) {
        ByteString value = message.toByteString();
        return new Encoded(key, value, CloudEvents.headers(type, source, key, at));
    }

    private static <M extends Message, T> T decode(Parser<M> parser, byte[] value, Function<M, T> reading) {
        try {
            return reading.apply(parser.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            throw new UndecodableException("the record's value of " + value.length + " bytes is no such message", e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UndecodableException("the record's value breaks a rule: " + e.getMessage(), e);
        }
    }
}
