package org.stylize.gateway;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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

    /** Keys of all objects that begin so. */
    public List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        try {
            for (Result<Item> found : client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                keys.add(found.get().objectName());
            }
        } catch (MinioException e) {
            throw new IllegalStateException(e);
        }
        return keys;
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
