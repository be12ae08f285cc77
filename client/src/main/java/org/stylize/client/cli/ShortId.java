package org.stylize.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.client.BatchPage;
import org.stylize.client.BatchView;
import org.stylize.client.JobFilter;
import org.stylize.client.JobPage;
import org.stylize.client.JobView;
import org.stylize.client.StylizeClient;
import org.stylize.client.WebhookView;

/** Finds the id that begins with some characters. */
final class ShortId {
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f][0-9a-f-]{5,34}");
    private static final Pattern WEBHOOK_BEGINNING = Pattern.compile("wh_[0-9a-f]{6,19}");
    private static final int MOST_SHOWN = 5;
    private static final int MOST_PAGES = 5;

    private ShortId() {}

    /**
     * The id of a job.
     *
     * @param text the id, or its first 6 characters or more
     * @throws IllegalArgumentException if no job has such an id, or several have
     */
    static String ofJob(StylizeClient client, String text) throws InterruptedException {
        return resolve("job", BEGINNING, text, (most, cursor) -> {
            JobPage page = client.list(most, cursor, JobFilter.all().withText(text));
            return new PagedList.Page<>(page.items().stream().map(JobView::id).toList(), page.next());
        });
    }

    /** The id of a batch, among the newest 1,000; as {@link #ofJob} does. */
    static String ofBatch(StylizeClient client, String text) throws InterruptedException {
        return resolve("batch", BEGINNING, text, (most, cursor) -> {
            BatchPage page = client.batches().list(most, cursor);
            return new PagedList.Page<>(page.items().stream().map(BatchView::id).toList(), page.next());
        });
    }

    /** The id of a webhook, with its {@code wh_}; as {@link #ofJob} does. */
    static String ofWebhook(StylizeClient client, String text) throws InterruptedException {
        return resolve(
                "webhook",
                WEBHOOK_BEGINNING,
                text,
                (most, cursor) -> new PagedList.Page<>(
                        client.webhooks().list().stream().map(WebhookView::id).toList(), null));
    }

    private static String resolve(String kind, Pattern shape, String text, PagedList<String> ids)
            throws InterruptedException {
        String beginning = text.toLowerCase(Locale.ROOT);
        if (!shape.matcher(beginning).matches()) {
            return text; // a whole id, or none at all, which the client says
        }
        List<String> found = new ArrayList<>();
        @Nullable String cursor = null;
        int pages = 0;
        do {
            PagedList.Page<String> page = ids.page(PagedList.LARGEST_PAGE, cursor);
            page.items().stream().filter(id -> id.startsWith(beginning)).forEach(found::add);
            cursor = page.next();
            pages++;
        } while (cursor != null && pages < MOST_PAGES && found.size() <= MOST_SHOWN);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no " + kind + " whose id begins with '" + text + "'");
        }
        if (found.size() > 1) {
            String shown = String.join(", ", found.subList(0, Math.min(found.size(), MOST_SHOWN)));
            throw new IllegalArgumentException("expected the beginning of one id but '" + text
                    + "' is that of several: " + shown + (found.size() > MOST_SHOWN ? ", …" : ""));
        }
        return found.get(0);
    }
}
