package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;

/** What every {@link StyleObjects} promises. */
public abstract class StyleObjectsContract {
    private final String digest = Sha256.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));

    protected abstract StyleObjects objects();

    @Test
    void whatWasPutIsFound() {
        objects().put(digest, new byte[] {1, 2, 3});

        assertThat(objects().find(digest, 3)).contains(new byte[] {1, 2, 3});
    }

    @Test
    void whatWasNotPutIsNotFound() {
        assertThat(objects().find(digest, 100)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotFound() {
        objects().put(digest, new byte[] {1, 2, 3});

        assertThat(objects().find(digest, 2)).isEmpty();
    }

    @Test
    void theLatestOneIsFound() {
        objects().put(digest, new byte[] {1, 2, 3});
        objects().put(digest, new byte[] {4});

        assertThat(objects().find(digest, 100)).contains(new byte[] {4});
    }
}
