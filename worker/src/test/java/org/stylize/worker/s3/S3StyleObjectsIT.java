package org.stylize.worker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.StoreRefusedException;
import org.stylize.worker.job.StyleObjects;
import org.stylize.worker.job.StyleObjectsContract;
import org.stylize.worker.job.TransientFaultException;

class S3StyleObjectsIT extends StyleObjectsContract {
    private static final String DIGEST = "ab".repeat(32);

    private static StackProcess stack;
    private static S3Store store;

    @BeforeAll
    static void startStore() {
        stack = StackProcess.start();
        store = store(stack.s3Endpoint(), stack.bucket());
    }

    @AfterAll
    static void stopStore() {
        store.close();
        stack.close();
    }

    @Override
    protected StyleObjects objects() {
        return new S3StyleObjects(store);
    }

    @Test
    void theyLieWhereTheSweeperLooksForThem() {
        objects().put(DIGEST, new byte[] {1});

        assertThat(store.list("cache/styles/")).contains("cache/styles/" + DIGEST + "/description.safetensors");
    }

    @Test
    void aStoreThatIsAwayIsTransient() {
        try (S3Store away = store("http://localhost:1", "stylize")) {
            StyleObjects objects = new S3StyleObjects(away);
            assertThatThrownBy(() -> objects.find(DIGEST, 1)).isInstanceOf(TransientFaultException.class);
            assertThatThrownBy(() -> objects.put(DIGEST, new byte[] {1})).isInstanceOf(TransientFaultException.class);
        }
    }

    @Test
    void aBucketThatDoesNotExistIsTheOperatorsFault() {
        try (S3Store misled = store(stack.s3Endpoint(), "no-such-bucket")) {
            StyleObjects objects = new S3StyleObjects(misled);
            assertThatThrownBy(() -> objects.put(DIGEST, new byte[] {1})).isInstanceOf(StoreRefusedException.class);
        }
    }

    private static S3Store store(String endpoint, String bucket) {
        return new S3Store(
                new S3Settings(endpoint, stack.accessKey(), stack.secretKey(), null, bucket, Duration.ofSeconds(10)));
    }
}
