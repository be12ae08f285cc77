package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Judged;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;

/** Writes jobs to {@code stylize.submissions}. */
public final class KafkaJobSubmissions implements JobSubmissions {
    private final SubmissionsTopic topic;
    private final JobCodec codec;

    public KafkaJobSubmissions(SubmissionsTopic topic, JobCodec codec) {
        this.topic = requireNonNull(topic, "topic is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    @Override
    public void submit(StylizationJob job) {
        topic.write(codec.encodeSubmission(job), "submission");
    }

    @Override
    public void submit(StylizationJob job, Judged judged) {
        topic.write(codec.encodeSubmission(job, judged), "submission");
    }

    @Override
    public void submit(Map<StylizationJob, Judged> jobs) {
        topic.write(
                jobs.entrySet().stream()
                        .map(entry -> codec.encodeSubmission(entry.getKey(), entry.getValue()))
                        .toList(),
                "submissions");
    }

    @Override
    public void submit(StylizationJob job, Reuse reuse) {
        topic.write(codec.encodeSubmission(job, reuse), "submission");
    }
}
