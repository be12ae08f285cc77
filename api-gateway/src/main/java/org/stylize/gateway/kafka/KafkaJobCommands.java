package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.stylize.gateway.submission.JobCommands;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobCommand;
import org.stylize.proto.Trace;

/**
 * Writes commands to {@code stylize.submissions}, under the id of their job: so the ledger reads them in the order in
 * which the broker got them, and after the submission of the job.
 */
public final class KafkaJobCommands implements JobCommands {
    private final SubmissionsTopic topic;
    private final JobCodec codec;

    public KafkaJobCommands(SubmissionsTopic topic, JobCodec codec) {
        this.topic = requireNonNull(topic, "topic is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    @Override
    public void send(JobCommand command, Trace trace) {
        topic.write(codec.encodeCommand(command, trace), "command");
    }

    @Override
    public void send(List<JobCommand> commands, Trace trace) {
        topic.write(
                commands.stream()
                        .map(command -> codec.encodeCommand(command, trace))
                        .toList(),
                "commands");
    }
}
