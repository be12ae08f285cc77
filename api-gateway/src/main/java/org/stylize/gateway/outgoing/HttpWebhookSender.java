package org.stylize.gateway.outgoing;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.stylize.gateway.webhook.WebhookSender;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.Trace;
import org.stylize.service.download.DownloadException;
import org.stylize.service.download.Poster;

/** Sends messages by HTTP, to addresses that are allowed only. For any thread. */
public final class HttpWebhookSender implements WebhookSender, AutoCloseable {
    private final Poster poster;

    /** @param poster is closed with this */
    public HttpWebhookSender(Poster poster) {
        this.poster = requireNonNull(poster, "poster is null");
    }

    @Override
    public void check(String url) {
        try {
            poster.check(url);
        } catch (DownloadException e) {
            throw new InvalidJobException("url", "url: " + e.getMessage(), e);
        }
    }

    @Override
    public Answer send(String url, Map<String, String> headers, String body, Trace trace) {
        try {
            Poster.Answer answer = poster.post(url, traced(headers, trace), body);
            return new Answer(answer.status(), "", answer.retryAfter());
        } catch (DownloadException e) {
            return new Answer(0, String.valueOf(e.getMessage()), null);
        }
    }

    private static Map<String, String> traced(Map<String, String> headers, Trace trace) {
        if (trace.isNone()) {
            return headers;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(Trace.PARENT, trace.parent());
        if (!trace.state().isEmpty()) {
            more.put(Trace.STATE, trace.state());
        }
        return more;
    }

    @Override
    public void close() {
        poster.close();
    }
}
