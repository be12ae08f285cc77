package org.stylize.worker.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.ImageStoreContract;
import org.stylize.worker.job.TransientFaultException;
import org.stylize.worker.testing.StackStore;

class S3ImageStoreIT extends ImageStoreContract {
    private static StackProcess stack;
    private static StackStore store;

    @BeforeAll
    static void startStore() {
        stack = StackProcess.start();
        store = store(stack.s3Endpoint(), stack.secretKey(), stack.bucket());
    }

    @AfterAll
    static void stopStore() {
        store.close();
        stack.close();
    }

    @Override
    protected ImageStore store() {
        return store;
    }

    @Override
    protected void upload(ImageRef image, ImageBytes bytes) {
        store.put(image, bytes);
    }

    @Override
    protected String bucket() {
        return stack.bucket();
    }

    @Test
    void aStoreThatIsNotThereIsTransient() {
        try (StackStore away = store("http://localhost:1", "secret-secret", "stylize")) {
            assertTransient(away);
        }
    }

    @Test
    void wrongKeysAreTransientBecauseTheyAreNotTheJobsFault() {
        try (StackStore stranger = store(stack.s3Endpoint(), "not-the-secret-key", stack.bucket())) {
            assertTransient(stranger);
        }
    }

    @Test
    void aBucketThatIsNotThereIsTransientBecauseItIsNotTheJobsFault() {
        try (StackStore misled = store(stack.s3Endpoint(), stack.secretKey(), "no-such-bucket")) {
            assertThatThrownBy(() -> misled.get(new ImageRef("no-such-bucket", "a.png")))
                    .isInstanceOf(TransientFaultException.class);
        }
    }

    private static void assertTransient(StackStore store) {
        assertThatThrownBy(() -> store.get(new ImageRef("stylize", "a.png")))
                .isInstanceOf(TransientFaultException.class);
    }

    private static StackStore store(String endpoint, String secretKey, String bucket) {
        return new StackStore(endpoint, "stylize", secretKey, bucket, MOST_BYTES);
    }
}
