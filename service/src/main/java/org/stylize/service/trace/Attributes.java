package org.stylize.service.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;

/** Names of what spans say, after OpenTelemetry's conventions where they have one. */
public final class Attributes {
    public static final AttributeKey<String> JOB = AttributeKey.stringKey("stylize.job.id");
    public static final AttributeKey<String> TENANT = AttributeKey.stringKey("stylize.tenant");
    public static final AttributeKey<String> BATCH = AttributeKey.stringKey("stylize.batch.id");
    public static final AttributeKey<String> STATE = AttributeKey.stringKey("stylize.job.state");
    public static final AttributeKey<String> SLICE = AttributeKey.stringKey("stylize.slice");
    public static final AttributeKey<String> PROBLEM = AttributeKey.stringKey("stylize.problem");

    private Attributes() {}

    /** A record of Kafka is sent. */
    public static SpanBuilder sends(SpanBuilder span, String topic) {
        return kafka(span, topic)
                .setAttribute("messaging.operation.name", "send")
                .setAttribute("messaging.operation.type", "send");
    }

    /** A record of Kafka is processed. */
    public static SpanBuilder processes(SpanBuilder span, String topic) {
        return kafka(span, topic)
                .setAttribute("messaging.operation.name", "process")
                .setAttribute("messaging.operation.type", "process");
    }

    private static SpanBuilder kafka(SpanBuilder span, String topic) {
        return span.setAttribute("messaging.system", "kafka").setAttribute("messaging.destination.name", topic);
    }
}
