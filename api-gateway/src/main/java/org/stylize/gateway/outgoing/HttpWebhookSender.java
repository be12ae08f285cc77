package org.stylize.gateway.outgoing;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.stylize.gateway.webhook.WebhookSender;
import org.stylize.proto.InvalidJobException;
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
    public Answer send(String url, Map<String, String> headers, String body) {
        try {
            Poster.Answer answer = poster.post(url, headers, body);
            return new Answer(answer.status(), "", answer.retryAfter());
        } catch (DownloadException e) {
            return new Answer(0, String.valueOf(e.getMessage()), null);
        }
    }

    @Override
    public void close() {
        poster.close();
    }
}
