package org.stylize.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;

/** The S3 API over a directory: each bucket is a directory, each object a file. */
final class ObjectStore implements AutoCloseable {
    // A request that is signed as a whole is held in memory to check its signature. SDKs send larger objects in parts.
    private static final long LARGEST_SIGNED_BODY = 32L << 20;

    private final S3Proxy server;

    private final int port;

    private ObjectStore(S3Proxy server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * TLS, and keys with fewer rights than the first one.
     *
     * @param tls with the server's key
     * @param services by access key
     */
    record Security(SSLContext tls, Map<String, Service> services) {}

    /**
     * A service that reads all objects and may write some.
     *
     * @param writable which keys of objects it may write and delete
     */
    record Service(String secretKey, Predicate<String> writable) {}

    /**
     * Starts the store; when it returns, it serves.
     *
     * @param directory holds the buckets
     * @param endpoint address and port to listen on, {@code http} or {@code https}
     * @param security null if the one key may do anything
     */
    static ObjectStore start(
            Path directory, URI endpoint, String accessKey, String secretKey, @Nullable Security security) {
        BlobStore objects = new FilesystemNio2BlobStore(directory.toString());
        S3Proxy.Builder builder = S3Proxy.builder()
                .blobStore(objects)
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .v4MaxNonChunkedRequestSize(LARGEST_SIGNED_BODY)
                .jettyMaxThreads(64)
                .stopTimeout(1_000);
        if (security == null) {
            builder.endpoint(endpoint);
        } else {
            builder.secureEndpoint(endpoint).sslContext(security.tls());
        }
        S3Proxy server = builder.build();
        if (security != null) {
            Map<String, AccessGrant> grants = new HashMap<>();
            grants.put(accessKey, new AccessGrant(secretKey, objects));
            security.services()
                    .forEach((key, service) -> grants.put(
                            key,
                            new AccessGrant(service.secretKey(), new LimitedObjects(objects, service.writable()))));
            server.setBlobStoreLocator((identity, container, blob) -> grants.get(identity));
        }
        try {
            server.start();
        } catch (Exception e) { // the library declares it
            throw new StackException(ExitCodes.FAILED, "Cannot start the S3 store on " + endpoint + ": " + e, e);
        }
        return new ObjectStore(server, security == null ? server.getPort() : server.getSecurePort());
    }

    /** The port it listens on. */
    int port() {
        return port;
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
