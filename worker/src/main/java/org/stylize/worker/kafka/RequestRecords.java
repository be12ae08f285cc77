package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.proto.Attempt;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobReport;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.Slice;
import org.stylize.proto.SliceRequest;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.kafka.KafkaJobRequest.Delivered;
import org.stylize.worker.share.RecordHandler;

/**
 * What the records of the requests' topic are, and where those go that are no requests.
 *
 * @param worker name of this worker
 * @param device of this worker
 */
record RequestRecords(String worker, String device, JobCodec codec, JobReports reports, Clock clock)
        implements RecordHandler<Delivered> {
    RequestRecords {
        requireNonNull(worker, "worker is null");
        requireNonNull(device, "device is null");
        requireNonNull(codec, "codec is null");
        requireNonNull(reports, "reports is null");
        requireNonNull(clock, "clock is null");
    }

    @Override
    public Delivered read(ConsumerRecord<byte[], byte[]> record, int delivery) {
        SliceRequest request = codec.decodeRequest(ReceivedRecord.of(record));
        return new Delivered(request.job(), request.execution(), Attempt.by(worker, device, request.slice(), delivery));
    }

    /** A dead letter, and the job's failure if the key names one. */
    @Override
    public void refuse(ConsumerRecord<byte[], byte[]> record, int delivery, RuntimeException cause) {
        Received received = ReceivedRecord.of(record);
        Problem problem = new Problem(
                ProblemType.INVALID_JOB,
                "the record " + record.topic() + "-" + record.partition() + "@" + record.offset()
                        + " is not a request: " + cause.getMessage());
        Attempt attempt = Attempt.by(worker, device, Slice.FIRST, delivery);
        jobId(received.key())
                .ifPresent(id -> reports.announce(
                        new JobReport.Failed(id, attempt, clock.instant(), problem), received.trace()));
        reports.bury(
                new DeadLetter(
                        DeadLetter.Kind.REQUEST, received.key(), clock.instant(), problem, delivery, received.value()),
                received.trace());
    }

    private static Optional<JobId> jobId(String key) {
        try {
            return Optional.of(JobId.parse(key));
        } catch (InvalidJobException e) {
            return Optional.empty();
        }
    }
}
