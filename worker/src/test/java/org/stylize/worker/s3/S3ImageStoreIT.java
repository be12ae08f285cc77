package org.stylize.worker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.ImageStoreContract;
import org.stylize.worker.job.TransientFaultException;

class S3ImageStoreIT extends ImageStoreContract {
    private static StackProcess stack;
    private static S3ImageStore store;

    @BeforeAll
    static void startStore() {
        stack = StackProcess.start();
        store = new S3ImageStore(settings(stack.s3Endpoint(), stack.secretKey(), stack.bucket()));
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
    protected String bucket() {
        return stack.bucket();
    }

    @Test
    void aStoreThatIsNotThereIsTransient() {
        try (S3ImageStore away = new S3ImageStore(settings("http://localhost:1", "secret-secret", "stylize"))) {
            assertTransient(away);
        }
    }

    @Test
    void wrongKeysAreTransientBecauseTheyAreNotTheJobsFault() {
        try (S3ImageStore stranger =
                new S3ImageStore(settings(stack.s3Endpoint(), "not-the-secret-key", stack.bucket()))) {
            assertTransient(stranger);
        }
    }

    @Test
    void aBucketThatIsNotThereIsTransientBecauseItIsNotTheJobsFault() {
        try (S3ImageStore misled =
                new S3ImageStore(settings(stack.s3Endpoint(), stack.secretKey(), "no-such-bucket"))) {
            assertThatThrownBy(() -> misled.get(new ImageRef("no-such-bucket", "a.png")))
                    .isInstanceOf(TransientFaultException.class);
        }
    }

    @Test
    void settingsDoNotPrintTheirKeys() {
        assertThat(settings("http://localhost:9000", "the-secret-key", "stylize")
                        .toString())
                .doesNotContain("secret")
                .contains("http://localhost:9000/stylize");
    }

    @Test
    @SuppressWarnings("try") // MinioClient.close() declares Exception
    void aPasticheIsStoredAsPng() throws Exception {
        store.put(new ImageRef(bucket(), "jobs/x/pastiche.png"), new ImageBytes(new byte[] {1}));

        try (MinioClient client = MinioClient.builder()
                .endpoint(stack.s3Endpoint())
                .credentials(stack.accessKey(), stack.secretKey())
                .build()) {
            StatObjectArgs object = StatObjectArgs.builder()
                    .bucket(bucket())
                    .object("jobs/x/pastiche.png")
                    .build();
            assertThat(client.statObject(object).contentType()).isEqualTo("image/png");
        }
    }

    private static void assertTransient(S3ImageStore store) {
        ImageRef image = new ImageRef("stylize", "a.png");
        assertThatThrownBy(() -> store.get(image)).isInstanceOf(TransientFaultException.class);
        assertThatThrownBy(() -> store.put(image, new ImageBytes(new byte[] {1})))
                .isInstanceOf(TransientFaultException.class);
    }

    private static S3ImageStore.Settings settings(String endpoint, String secretKey, String bucket) {
        return new S3ImageStore.Settings(
                endpoint, "stylize", secretKey, null, bucket, MOST_BYTES, Duration.ofSeconds(5));
    }
}
