package org.stylize.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** All settings of the gateway. */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {
    /** Name of this gateway in the records that it writes; the machine's host name if not set. */
    Optional<String> name();

    /** File that is written when the gateway is ready, with its address as http.url; no file if not set. */
    Optional<Path> readyFile();

    Http http();

    Kafka kafka();

    S3 s3();

    Ledger ledger();

    Events events();

    Queue queue();

    Limits limits();

    Thumbnails thumbnails();

    /** Where the gateway listens. */
    interface Http {
        /** Address to listen on; 0.0.0.0 for all of the machine's. There is no access control yet: mind who can reach it. */
        @WithDefault("127.0.0.1")
        String host();

        /** Port to listen on; 0 takes any that is free. */
        @WithDefault("8080")
        int port();
    }

    /** The broker. */
    interface Kafka {
        /** Brokers to begin with, host:port, separated by commas. */
        @WithDefault("localhost:9092")
        String bootstrapServers();

        /** Longest wait for the broker's confirmation of a submission; after it the answer is 503. */
        @WithDefault("8s")
        Duration sendTimeout();
    }

    /** The object store. */
    interface S3 {
        /** Address of the store, such as http://host:port. */
        @WithDefault("http://localhost:9000")
        String endpoint();

        /** Access key. */
        @WithDefault("stylize")
        String accessKey();

        /** Secret key. */
        @WithDefault("stylize-secret")
        String secretKey();

        /** Region that requests are signed for. */
        @WithDefault("us-east-1")
        String region();

        /** The one bucket that jobs may read pictures from and that uploads go to. */
        @WithDefault("stylize")
        String bucket();

        /** Longest wait for a connection to the store, and for each piece of an answer. */
        @WithDefault("5s")
        Duration timeout();

        /** Longest time of one request to the store, upload or download included. */
        @WithDefault("60s")
        Duration wholeTimeout();
    }

    /** The ledger, the one writer of the truth about jobs. */
    interface Ledger {
        /** Kafka Streams' application id; the same for all gateways that share the work. */
        @WithDefault("stylize-ledger")
        String applicationId();

        /** Directory of the ledger's local state, for this gateway only; a temporary one, filled from Kafka at each start and deleted at the end, if not set. */
        Optional<Path> stateDirectory();

        /** Threads that share this gateway's partitions. */
        @WithDefault("1")
        int threads();

        /** How long an ended job stays known. */
        @WithDefault("30d")
        Duration retention();

        /** How often ended jobs are looked for. */
        @WithDefault("10m")
        Duration retentionCheck();

        /** Longest wait for the ledger at shutdown. */
        @WithDefault("10s")
        Duration shutdownGrace();
    }

    /** The live events. */
    interface Events {
        /** Time between two heartbeat comments on an event stream. */
        @WithDefault("15s")
        Duration heartbeat();

        /** Age of the oldest events that are read again at a start, so that followers of a restarted gateway miss nothing. */
        @WithDefault("10m")
        Duration history();

        /** Jobs whose recent events, progress and preview are remembered. */
        @WithDefault("10000")
        int rememberedJobs();
    }

    /** The queue before the workers. */
    interface Queue {
        /** Time between two looks at the queue's lag. */
        @WithDefault("5s")
        Duration refresh();
    }

    /** What a request may cost. */
    interface Limits {
        /** Most bytes of one picture. */
        @WithDefault("64M")
        MemorySize imageBytes();

        /** Most pixels of one picture, width times height. */
        @WithDefault("100000000")
        long imagePixels();

        /** Shortest side of a picture, in pixels. */
        @WithDefault("16")
        int imageSidePixels();

        /** Most bytes of a multipart body. */
        @WithDefault("132M")
        MemorySize bodyBytes();

        /** Most bytes of a JSON body. */
        @WithDefault("256K")
        MemorySize jsonBytes();
    }

    /** The small pictures of finished jobs. */
    interface Thumbnails {
        /** Most bytes of the thumbnails that are kept in memory; 0 keeps none, so each is made again when it is asked for. */
        @WithDefault("32M")
        MemorySize cacheBytes();

        /** Longest wait for a thumbnail; after it the answer is 503. */
        @WithDefault("10s")
        Duration timeout();
    }
}
