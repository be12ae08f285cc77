package org.stylize.stack;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.stylize.base.ExitCodes;

/** The S3 API over a directory: each bucket is a directory, each object a file. */
final class ObjectStore implements AutoCloseable {
    // A request that is signed as a whole is held in memory to check its signature. SDKs send larger objects in parts.
    private static final long LARGEST_SIGNED_BODY = 32L << 20;

    private final S3Proxy server;

    private ObjectStore(S3Proxy server) {
        this.server = server;
    }

    /**
     * Starts the store; when it returns, it serves.
     *
     * @param directory holds the buckets
     * @param endpoint address and port to listen on, over plain HTTP
     */
    static ObjectStore start(Path directory, URI endpoint, String accessKey, String secretKey) {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                .endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .v4MaxNonChunkedRequestSize(LARGEST_SIGNED_BODY)
                .jettyMaxThreads(64)
                .stopTimeout(1_000)
                .build();
        try {
            server.start();
        } catch (Exception e) { // the library declares it
            throw new StackException(ExitCodes.FAILED, "Cannot start the S3 store on " + endpoint + ": " + e, e);
        }
        return new ObjectStore(server);
    }

    /** The port it listens on. */
    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // the library declares it
            throw new StackException(ExitCodes.FAILED, "The S3 store did not stop cleanly: " + e, e);
        }
    }
}
