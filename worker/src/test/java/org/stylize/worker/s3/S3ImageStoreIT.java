package org.stylize.worker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.ImageStoreContract;
import org.stylize.worker.job.PoisonJobException;
import org.stylize.worker.job.StoreRefusedException;
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
    void wrongKeysAreTheOperatorsFault() {
        try (StackStore stranger = store(stack.s3Endpoint(), "not-the-secret-key", stack.bucket())) {
            assertRefused(stranger, stack.bucket());
            assertThatThrownBy(stranger::probe).isInstanceOf(StoreRefusedException.class);
        }
    }

    @Test
    void aBucketThatIsNotThereIsTheOperatorsFault() {
        try (StackStore misled = store(stack.s3Endpoint(), stack.secretKey(), "no-such-bucket")) {
            assertRefused(misled, "no-such-bucket");
        }
    }

    @Test
    void aStoreThatWorksPassesTheProbe() {
        assertThatCode(store::probe).doesNotThrowAnyException();
    }

    /** What other stores, or other systems, take for a path out of the bucket or below a file. */
    @ParameterizedTest
    @ValueSource(strings = {"..\\..\\x", "c.png/x", "c.png/x/y", "a//b", "a/", "%00", "x?versionId=1"})
    void aKeyThatTheStoreCannotHaveIsTheJobsFault(String key) {
        store.put(new ImageRef(stack.bucket(), "c.png"), new ImageBytes(new byte[] {1}));

        assertThatThrownBy(() -> store.get(new ImageRef(stack.bucket(), key)))
                .isInstanceOfSatisfying(PoisonJobException.class, e -> assertThat(
                                e.problem().type())
                        .isEqualTo(ProblemType.IMAGE_NOT_FOUND));
    }

    private static void assertRefused(StackStore store, String bucket) {
        assertThatThrownBy(() -> store.get(new ImageRef(bucket, "a.png"))).isInstanceOf(StoreRefusedException.class);
    }

    private static void assertTransient(StackStore store) {
        assertThatThrownBy(() -> store.get(new ImageRef("stylize", "a.png")))
                .isInstanceOf(TransientFaultException.class);
    }

    private static StackStore store(String endpoint, String secretKey, String bucket) {
        return new StackStore(endpoint, "stylize", secretKey, bucket, MOST_BYTES);
    }
}
