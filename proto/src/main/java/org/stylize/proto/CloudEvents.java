package org.stylize.proto;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Map;

/** The headers of a CloudEvent 1.0 in Kafka's binary mode. */
public final class CloudEvents {
    public static final String TYPE = "ce_type";
    public static final String CONTENT_TYPE = "content-type";
    public static final String PROTOBUF = "application/protobuf";

    static final String SUBMISSION = "org.stylize.submission.v1";
    static final String REQUEST = "org.stylize.request.v1";
    static final String REPORT = "org.stylize.report.v1";
    static final String PROGRESS = "org.stylize.progress.v1";
    static final String CONTROL = "org.stylize.control.v1";
    static final String EVENT = "org.stylize.event.v1";
    static final String JOB = "org.stylize.job.v1";
    static final String DEAD_LETTER = "org.stylize.dead-letter.v1";

    static Map<String, String> headers(String type, String source, String subject, Instant time) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                UuidCreator.getTimeOrderedEpochPlus1().toString(),
                "ce_source",
                source,
                "ce_subject",
                subject,
                TYPE,
                type,
                "ce_time",
                time.toString(),
                CONTENT_TYPE,
                PROTOBUF);
    }

    private CloudEvents() {}
}
