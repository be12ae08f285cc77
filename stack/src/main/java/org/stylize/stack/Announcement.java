package org.stylize.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import org.stylize.base.WholeFile;

/**
 * What others need to know to use the running stack.
 *
 * @param secure where certificates, passwords and settings are; null if the stack is not secured
 */
record Announcement(
        String bootstrapServers,
        String s3Endpoint,
        String accessKey,
        String secretKey,
        String bucket,
        Path data,
        @Nullable Path secure) {
    void print() {
        System.out.println("""

                The stack is ready.
                  Kafka      %s
                  S3         %s   bucket %s, access key %s
                  data       %s
                %sCtrl-C stops it.
                """.formatted(
                        bootstrapServers,
                        s3Endpoint,
                        bucket,
                        accessKey,
                        data,
                        secure == null
                                ? ""
                                : "  settings   " + secure + "  (gateway.properties, worker.properties)"
                                        + System.lineSeparator()));
        System.out.flush();
    }

    /** Writes the properties in one go: who sees the file sees all of it. */
    void writeTo(Path file) {
        Properties properties = new Properties();
        properties.setProperty("kafka.bootstrap", bootstrapServers);
        properties.setProperty("s3.endpoint", s3Endpoint);
        properties.setProperty("s3.access-key", accessKey);
        properties.setProperty("s3.secret-key", secretKey);
        properties.setProperty("s3.bucket", bucket);
        if (secure != null) {
            properties.setProperty("secure.directory", secure.toString());
        }
        StringWriter text = new StringWriter();
        try {
            properties.store(text, "where the stack is");
            WholeFile.write(file, text.toString());
        } catch (IOException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot write --ready-file " + file + ": " + e, e);
        }
    }
}
