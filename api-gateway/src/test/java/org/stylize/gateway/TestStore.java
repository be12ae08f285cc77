package org.stylize.gateway;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import org.stylize.proto.ImageRef;
import org.stylize.stack.StackProcess;

/** Writes and reads objects of the stack's store, without the gateway. */
public final class TestStore {
    private final MinioClient client;
    private final String bucket;

    public TestStore(StackProcess stack) {
        this.bucket = stack.bucket();
        this.client = MinioClient.builder()
                .endpoint(stack.s3Endpoint())
                .credentials(stack.accessKey(), stack.secretKey())
                .build();
    }

    public ImageRef put(String key, byte[] bytes) {
        try {
            client.putObject(PutObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .data(bytes, bytes.length)
                    .build());
            return new ImageRef(bucket, key);
        } catch (MinioException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] get(ImageRef image) {
        GetObjectArgs object = GetObjectArgs.builder()
                .bucket(image.bucket())
                .object(image.key())
                .build();
        try (InputStream stream = client.getObject(object)) {
            return stream.readAllBytes();
        } catch (MinioException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
