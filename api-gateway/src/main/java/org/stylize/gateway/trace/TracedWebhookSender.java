package org.stylize.gateway.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Map;
import org.stylize.gateway.webhook.WebhookSender;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Spans;

/** A span for each attempt to send a message that is about something in a trace; the server may go on with it. */
public final class TracedWebhookSender implements WebhookSender {
    private final WebhookSender sender;
    private final Spans spans;

    public TracedWebhookSender(WebhookSender sender, Spans spans) {
        this.sender = requireNonNull(sender, "sender is null");
        this.spans = requireNonNull(spans, "spans is null");
    }

    @Override
    public void check(String url) {
        sender.check(url);
    }

    @Override
    public Answer send(String url, Map<String, String> headers, String body, Trace trace) {
        if (trace.isNone()) {
            return sender.send(url, headers, body, trace);
        }
        SpanBuilder builder = spans.after(trace, "POST", SpanKind.CLIENT)
                .setAttribute("http.request.method", "POST")
                .setAttribute("stylize.webhook.message", headers.getOrDefault("webhook-id", ""));
        Spans.to(builder, url);
        Span span = builder.startSpan();
        try {
            Answer answer = sender.send(url, headers, body, Spans.traceOf(span));
            ended(span, answer);
            return answer;
        } finally {
            span.end();
        }
    }

    private static void ended(Span span, Answer answer) {
        if (answer.status() > 0) {
            span.setAttribute("http.response.status_code", answer.status());
        }
        if (!answer.isSuccess()) {
            span.setStatus(StatusCode.ERROR, answer.why());
        }
    }
}
