package org.stylize.worker.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.MinioClient;
import io.minio.StatObjectArgs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.Slice;
import org.stylize.proto.Tenant;
import org.stylize.stack.StackProcess;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactKey.Format;
import org.stylize.worker.job.ArtefactKey.Kind;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ArtefactStoreContract;
import org.stylize.worker.job.StoreRefusedException;
import org.stylize.worker.job.TransientFaultException;
import org.stylize.worker.testing.StackStore;

class S3ArtefactStoreIT extends ArtefactStoreContract {
    private static StackProcess stack;
    private static StackStore store;

    @BeforeAll
    static void startStore() {
        stack = StackProcess.start();
        store = new StackStore(stack.s3Endpoint(), stack.accessKey(), stack.secretKey(), stack.bucket(), 1);
    }

    @AfterAll
    static void stopStore() {
        store.close();
        stack.close();
    }

    @Override
    protected ArtefactStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return stack.bucket();
    }

    @Test
    void everyMethodOfAStoreThatIsAwayIsTransient() {
        ArtefactKey key = key(Kind.PASTICHE, 0, Format.PNG);
        try (StackStore away = new StackStore("http://localhost:1", "stylize", "secret-secret", "stylize", 1)) {
            assertThatThrownBy(() -> away.put(key, new byte[] {1})).isInstanceOf(TransientFaultException.class);
            assertThatThrownBy(() -> away.get(key)).isInstanceOf(TransientFaultException.class);
            assertThatThrownBy(() -> away.list(key.job(), key.kind())).isInstanceOf(TransientFaultException.class);
            assertThatThrownBy(() -> away.delete(key)).isInstanceOf(TransientFaultException.class);
        }
    }

    @Test
    void aBucketThatDoesNotExistIsTheOperatorsFault() {
        ArtefactKey key = key(Kind.PASTICHE, 0, Format.PNG);
        try (StackStore misled =
                new StackStore(stack.s3Endpoint(), stack.accessKey(), stack.secretKey(), "no-such-bucket", 1)) {
            assertThatThrownBy(() -> misled.get(key)).isInstanceOf(StoreRefusedException.class);
            assertThatThrownBy(() -> misled.put(key, new byte[] {1})).isInstanceOf(StoreRefusedException.class);
            assertThatThrownBy(misled::probe).isInstanceOf(StoreRefusedException.class);
        }
    }

    @Test
    @SuppressWarnings("try") // MinioClient.close() declares Exception
    void everyKindHasItsContentType() throws Exception {
        try (MinioClient client = MinioClient.builder()
                .endpoint(stack.s3Endpoint())
                .credentials(stack.accessKey(), stack.secretKey())
                .build()) {
            for (ArtefactKey key : new ArtefactKey[] {
                key(Kind.PASTICHE, 0, Format.PNG), key(Kind.PREVIEW, 3, Format.JPEG), key(Kind.MANIFEST, 0, Format.JSON)
            }) {
                ImageRef object = store.put(key, new byte[] {1});

                assertThat(client.statObject(StatObjectArgs.builder()
                                        .bucket(object.bucket())
                                        .object(object.key())
                                        .build())
                                .contentType())
                        .isEqualTo(key.contentType());
            }
        }
    }

    private static ArtefactKey key(Kind kind, int step, Format format) {
        return new ArtefactKey(
                new JobKeys(new Tenant("acme"), JobId.random()),
                Attempt.by("w", "cpu", Slice.FIRST, 1).id(),
                kind,
                step,
                format);
    }
}
