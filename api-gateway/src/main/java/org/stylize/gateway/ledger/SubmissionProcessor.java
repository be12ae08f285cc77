package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Judged;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.proto.UndecodableException;

/** Admits each submission once, and obeys commands. */
final class SubmissionProcessor extends LedgerProcessor {
    private final SubmissionReader reader;

    SubmissionProcessor(LedgerParts parts) {
        super(parts, DeadLetter.Kind.SUBMISSION, Topics.SUBMISSIONS, LedgerTopology.SUBMISSIONS);
        this.reader = new SubmissionReader(parts.codec());
    }

    @Override
    void started(ProcessorContext<String, byte[]> context) {
        Rounds.schedule(context, parts(), outputs());
    }

    @Override
    void read(Received written, Instant at) {
        Received received = written.bytes() > SubmissionReader.MOST_BYTES ? written : JobCodec.inProtobuf(written);
        if (JobCodec.isCommand(received)) {
            obey(received, at);
            return;
        }
        Runnable effect = reader.read(received).match(new SubmissionReader.Found.Cases<Runnable>() {
            @Override
            public Runnable job(SubmissionReader.Found.Job found) {
                return () -> admit(found, received, at);
            }

            @Override
            public Runnable unreadable(SubmissionReader.Found.Unreadable found) {
                return () -> outputs().refuse(found.id(), found.problem(), received, at);
            }

            @Override
            public Runnable unnamed(SubmissionReader.Found.Unnamed found) {
                return () -> letter(DeadLetter.Kind.SUBMISSION, found.problem(), received, at);
            }
        });
        effect.run();
    }

    /** A submission that cannot be processed fails its job, so that its writer hears of it. */
    @Override
    void failed(Problem problem, Received received, Instant at) {
        JobId id = idOrNull(received);
        if (id == null || JobCodec.isCommand(received)) {
            super.failed(problem, received, at);
        } else {
            outputs().refuse(id, problem, received, at);
        }
    }

    private void admit(SubmissionReader.Found.Job found, Received record, Instant at) {
        StylizationJob job = placed(found.job());
        if (outputs().isRefused(job.id())) {
            Problem problem = new Problem(
                    ProblemType.CONFLICTING_JOB,
                    "an earlier submission under the id " + job.id() + " could not be read; take a new id");
            letter(DeadLetter.Kind.SUBMISSION, problem, record, at);
        } else {
            JobRecord known = outputs().find(job.id());
            Ruling ruling = ledger().submitted(known, job, found.reuse(), at);
            Judged judged = found.judged();
            if (judged == null && ruling.asks()) {
                ruling = judged(ruling, at);
            }
            outputs()
                    .write(ruling, judged == null ? null : judged.pixelSteps(), record, DeadLetter.Kind.SUBMISSION, at);
        }
    }

    /** The job, whose work follows from its admission. */
    private StylizationJob placed(StylizationJob job) {
        Trace here = parts().traces().here();
        return here.isNone() ? job : job.withTrace(here);
    }

    /** The ruling on a submission that no gateway has judged. */
    private Ruling judged(Ruling ruling, Instant at) {
        StylizationJob job = ruling.job().job();
        return parts().judge()
                .judge(job.tenant(), outputs().costs().of(job).pixelSteps())
                .map(problem -> ledger().overQuota(job, problem, at))
                .orElse(ruling);
    }

    private void obey(Received received, Instant at) {
        try {
            if (received.bytes() > SubmissionReader.MOST_BYTES) {
                throw new UndecodableException(
                        "it may have at most " + SubmissionReader.MOST_BYTES + " bytes but has " + received.bytes());
            }
            JobCommand command = parts().codec().decodeCommand(received);
            if (!command.id().toString().equals(received.key())) {
                throw new UndecodableException("its record key must be the job id " + command.id());
            }
            JobRecord known = outputs().find(command.id());
            if (known == null || !isOf(known, received)) {
                Problem unknown = new Problem(ProblemType.UNKNOWN_JOB, "there is no job " + command.id());
                letter(DeadLetter.Kind.COMMAND, unknown, received, at);
            } else {
                outputs().write(ledger().commanded(known, command, at), received, DeadLetter.Kind.COMMAND, at);
            }
        } catch (InvalidJobException | UndecodableException e) {
            Problem problem = new Problem(ProblemType.INVALID_JOB, "a command cannot be read: " + e.getMessage());
            letter(DeadLetter.Kind.COMMAND, problem, received, at);
        }
    }

    /** A command that comes from a tenant is about that tenant's jobs. */
    private static boolean isOf(JobRecord known, Received command) {
        return command.tenant().map(known.job().tenant()::equals).orElse(true);
    }

    private static @Nullable JobId idOrNull(Received received) {
        try {
            return JobId.parse(requireNonNull(received.key()));
        } catch (InvalidJobException e) {
            return null;
        }
    }
}
