package org.stylize.worker;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stylize.engine.stylizer.BackEndKind;

/** The worker's configuration. A wrong value stops the service at its start and names the key. */
@ConfigMapping(prefix = "worker")
public interface WorkerConfig {
    /** Name of this worker in reports and metrics. Default: the host's name and the device. */
    Optional<String> name();

    /** The one device that jobs run on: cpu, gpu0, gpu1, … */
    @WithDefault("cpu")
    String device();

    /** Threads of the engine on a CPU. Default: all cores. */
    OptionalInt threads();

    /** What computes losses and gradients: compiled, or reference for the plain formulas, slowly. */
    @WithDefault("compiled")
    BackEndKind backEnd();

    /** Longest side, in pixels, of what the network sees at once, 64 or more: larger pictures are worked on in tiles, with the same result. Default: whole pictures where they fit into worker.memory. */
    OptionalInt tileSidePixels();

    /** Memory that the feature maps of a job may take; pictures that would need more are worked on in tiles. Default: half of what is free at the start; no limit on a GPU. */
    Optional<MemorySize> memory();

    /** Memory for what is known of the latest style images, so that a job with one of them starts sooner; 0 for none. */
    @WithDefault("128M")
    MemorySize styleCache();

    /** Runs of a job at most, 1 or more. Must be less than share.delivery.count.limit of the share group. */
    @WithDefault("4")
    int attempts();

    /** Shortest time between two reports of progress. */
    @WithDefault("500ms")
    Duration progressInterval();

    /** Shortest time between two previews. */
    @WithDefault("3s")
    Duration previewInterval();

    /** Longest wait at shutdown for the step that is running; after it, its job is released all the same. */
    @WithDefault("20s")
    Duration shutdownGrace();

    /** A file that is written when the worker is ready (Java properties: worker, device, http.port, pid). Default: none. */
    Optional<Path> readyFile();

    /** The network's weights. */
    Weights weights();

    /** Limits of what a job may ask for. */
    Limits limits();

    /** The broker. */
    Kafka kafka();

    /** The store of pictures. */
    S3 s3();

    /** The network's weights; checked against their digest in any case. */
    interface Weights {
        /** A file, a directory that holds the shipped file's name, or an http(s) address. Default: the weights that the worker brings along. */
        Optional<String> location();

        /** SHA-256 of that file, 64 hexadecimal digits. Needed with a location, and of no use without one. */
        Optional<String> sha256();
    }

    /** Limits of what a job may ask for; a job outside them fails with the limit in its message. */
    interface Limits {
        /** Most bytes of one picture that is read from the store. */
        @WithDefault("64M")
        MemorySize imageBytes();

        /** Longest side of a picture as it is worked on, in pixels, 32 or more; bounds the memory of a job. */
        @WithDefault("1024")
        int longestSidePixels();
    }

    /** The broker. */
    interface Kafka {
        /** Addresses of one or more brokers, host:port with commas. */
        @WithDefault("localhost:9092")
        String bootstrapServers();

        /** Longest wait for a report to be on all in-sync replicas; after it the attempt is handed back. */
        @WithDefault("30s")
        Duration deliveryTimeout();

        /** More settings of Kafka's clients, by their names; quote names with dots. */
        Map<String, String> properties();
    }

    /** The store of pictures, with the S3 interface. */
    interface S3 {
        /** Its address. */
        @WithDefault("http://localhost:9000")
        String endpoint();

        /** Access key. */
        @WithDefault("stylize")
        String accessKey();

        /** Secret key. */
        @WithDefault("stylize-secret")
        String secretKey();

        /** Region of the bucket. Default: the store is asked. */
        Optional<String> region();

        /** The bucket that results go to, and the only one that jobs may name. */
        @WithDefault("stylize")
        String bucket();

        /** Longest wait for a connection, and for the next bytes of an answer. */
        @WithDefault("10s")
        Duration timeout();

        /** So long the store may be away before that counts as the end of an attempt. */
        @WithDefault("60s")
        Duration patience();
    }
}
