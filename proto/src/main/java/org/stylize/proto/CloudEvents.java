package org.stylize.proto;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The headers of a record: CloudEvents 1.0 in Kafka's binary mode, and W3C Trace Context. */
public final class CloudEvents {
    public static final String TYPE = "ce_type";
    public static final String CONTENT_TYPE = "content-type";
    /** An extension: whose job the record is about. */
    public static final String TENANT = "ce_tenant";
    /** An extension: the batch of the job that the event is about. */
    public static final String BATCH_ID = "ce_batch";

    public static final String PROTOBUF = "application/protobuf";
    public static final String JSON = "application/json";

    static final String SUBMISSION = "org.stylize.submission.v1";
    static final String COMMAND = "org.stylize.command.v1";
    static final String REQUEST = "org.stylize.request.v1";
    static final String REPORT = "org.stylize.report.v1";
    static final String PROGRESS = "org.stylize.progress.v1";
    static final String CONTROL = "org.stylize.control.v1";
    static final String EVENT = "org.stylize.event.v1";
    static final String JOB = "org.stylize.job.v1";
    static final String DEAD_LETTER = "org.stylize.dead-letter.v1";
    static final String KEY = "org.stylize.key.v1";
    static final String USAGE = "org.stylize.usage.v1";
    static final String SESSION = "org.stylize.session.v1";
    static final String BATCH = "org.stylize.batch.v1";
    static final String AUDIT = "org.stylize.audit.v1";
    static final String WEBHOOK = "org.stylize.webhook.v1";
    static final String WEBHOOK_DELIVERY = "org.stylize.webhook-delivery.v1";

    static Map<String, String> headers(String type, String source, String subject, Instant time, Trace trace) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", UuidCreator.getTimeOrderedEpochPlus1().toString());
        headers.put("ce_source", source);
        headers.put("ce_subject", subject);
        headers.put(TYPE, type);
        headers.put("ce_time", time.toString());
        headers.put(CONTENT_TYPE, PROTOBUF);
        if (!trace.isNone()) {
            headers.put(Trace.PARENT, trace.parent());
        }
        if (!trace.state().isEmpty()) {
            headers.put(Trace.STATE, trace.state());
        }
        return headers;
    }

    private CloudEvents() {}
}
