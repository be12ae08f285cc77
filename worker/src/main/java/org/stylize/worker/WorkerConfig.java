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
    /** Name of this worker in reports, metrics and logs: 1 to 100 letters, digits, dots, hyphens or underscores. Must differ from the names of the other workers. Default: the host name and the device. */
    Optional<String> name();

    /** The device that all jobs run on: cpu, gpu0, gpu1, … One worker uses one device. */
    @WithDefault("cpu")
    String device();

    /** Threads that compute on a CPU, 1 to 1024. No effect on a GPU. One worker for each core paints most pictures. */
    @WithDefault("1")
    int threads();

    /** What computes losses and gradients. reference computes the plain formulas: slow, for comparison. */
    @WithDefault("compiled")
    BackEndKind backEnd();

    /** Longest side of the part of a picture that the network processes at once, in pixels, 64 to 16384. Larger pictures are processed in tiles, with the same result and less memory. Not with back-end reference. Default: whole pictures while they fit into worker.memory. */
    OptionalInt tileSidePixels();

    /** Memory that the feature maps of one job may take, at least 64M. A picture that needs more is processed in tiles. Default: half of the memory that is free when the worker starts, at most 1 GiB; no limit on a GPU. */
    Optional<MemorySize> memory();

    /** Memory for the features of recent style images, so that the next job with the same style starts sooner. 0 turns the cache off. */
    @WithDefault("128M")
    MemorySize styleCache();

    /** Features of style images in the S3 store. */
    StyleStore styleStore();

    /** Shortest time between two progress reports of a job, more than 0. */
    @WithDefault("500ms")
    Duration progressInterval();

    /** Shortest time between two preview pictures of a job, more than 0. Each preview costs some milliseconds of computing. */
    @WithDefault("3s")
    Duration previewInterval();

    /** Shortest time of work between two checkpoints of a job, more than 0. If a worker dies, the job goes on from the last one. */
    @WithDefault("30s")
    Duration checkpointInterval();

    /** Time of work on one job after which the worker stores a checkpoint and lets other jobs have their turn, more than 0. A job that is nearly done is finished instead. */
    @WithDefault("3m")
    Duration slice();

    /** Longest time of one step, and of what comes before the first, more than 0. If no step ends within it, the device is taken to hang: the worker gives the job back and ends with exit code 4, and has to be started again. */
    @WithDefault("10m")
    Duration stepTimeout();

    /** At shutdown, longest wait for the running step to end and its checkpoint to be stored, more than 0. After it, the worker leaves its job to the broker. */
    @WithDefault("8s")
    Duration shutdownGrace();

    /** A file that is written when the worker is ready, and deleted at shutdown: Java properties worker, device, http.port, pid. Default: no file. */
    Optional<Path> readyFile();

    /** The network's weights. */
    Weights weights();

    /** Limits of what a job may ask for. */
    Limits limits();

    /** How pictures are decoded. */
    Decoder decoder();

    /** Kafka. */
    Kafka kafka();

    /** The S3 store. */
    S3 s3();

    /** Features of style images in the S3 store, under cache/styles/, where all workers of the same kind find them. */
    interface StyleStore {
        /** Whether the worker looks into the S3 store, under cache/styles/, for the features of a style image that it does not remember, and puts there what it had to compute. No effect on results. */
        @WithDefault("true")
        boolean enabled();

        /** Only features that took at least this long to compute are stored, more than 0. The time to decode and resize the picture counts too. */
        @WithDefault("100ms")
        Duration leastTime();

        /** Longest wait for stored features, more than 0. After it, the worker computes them, and leaves the store alone for 30 s. */
        @WithDefault("500ms")
        Duration timeout();

        /** Most bytes of the features of one style image at one size, 1 to 1G. Larger ones are neither stored nor read. */
        @WithDefault("32M")
        MemorySize objectBytes();
    }

    /** The network's weights; always checked against their digest. */
    interface Weights {
        /** Where the weights are: a file, a directory with the shipped file's name in it, or an http(s) URL. Default: the weights that are shipped with the worker. */
        Optional<String> location();

        /** SHA-256 of the weights file, 64 hexadecimal digits. Required if worker.weights.location is set; ignored otherwise. */
        Optional<String> sha256();
    }

    /** Limits of what a job may ask for; a job outside of them fails, and its problem says which limit. */
    interface Limits {
        /** Most bytes of one picture file, 1 to 1G. Set it to the value of gateway.limits.image-bytes. */
        @WithDefault("64M")
        MemorySize imageBytes();

        /** Most pixels of one picture, width times height, at least 1. Set it to the value of gateway.limits.image-pixels. */
        @WithDefault("100000000")
        long imagePixels();

        /** Shortest allowed side of a picture, in pixels, at least 1. Set it to the value of gateway.limits.image-side-pixels. */
        @WithDefault("16")
        int imageSidePixels();

        /** Longest side of a result, in pixels, 32 to 16384. Bounds the memory and time of a job. */
        @WithDefault("1024")
        int longestSidePixels();
    }

    /** How pictures are decoded. */
    interface Decoder {
        /** Whether pictures are decoded in a process of their own, so that one that makes its decoder crash or hang ends its own job and no other. It takes about 60 MB, more while it decodes, and is ended by the worker. */
        @WithDefault("true")
        boolean process();

        /** Most heap of that process, 64M to 16G. A picture that needs more is refused as too large. The default is enough for each picture that is within the limits. */
        @WithDefault("1G")
        MemorySize heap();

        /** Longest wait for one picture, more than 0. After it, the process is replaced, and the job is handed back. Keep it shorter than worker.step-timeout. */
        @WithDefault("5m")
        Duration timeout();
    }

    /** Kafka. */
    interface Kafka {
        /** Addresses of one or more brokers, as host:port, separated by commas. */
        @WithDefault("localhost:9092")
        String bootstrapServers();

        /** Longest wait until a report is stored on all in-sync replicas, more than 0. After it, the report is written again. */
        @WithDefault("30s")
        Duration deliveryTimeout();

        /** Any setting of Kafka's clients, such as "security.protocol", "sasl.jaas.config" or "client.rack"; applies to every client of this worker. Write the name in double quotes if it has dots. With the prefix producer., consumer. or admin. it applies to clients of that kind only. What the worker itself must set wins. */
        Map<String, String> properties();
    }

    /** The S3 store. */
    interface S3 {
        /** URL of the S3 store: http://host:port or https://host:port. */
        @WithDefault("http://localhost:9000")
        String endpoint();

        /** Access key of the S3 store. */
        @WithDefault("stylize")
        String accessKey();

        /** Secret key of the S3 store. */
        @WithDefault("stylize-secret")
        String secretKey();

        /** Region of the bucket, such as us-east-1; requests are signed for it. Default: the store is asked. */
        Optional<String> region();

        /** Bucket for results, previews and checkpoints. Jobs may read pictures from this bucket only, so it must be the gateway's bucket. */
        @WithDefault("stylize")
        String bucket();

        /** Longest wait for a connection to the store, and for the next bytes of an answer, more than 0. */
        @WithDefault("10s")
        Duration timeout();

        /** How long an attempt retries while the store does not answer, more than 0. After it, the job is handed back, which costs it no attempt. */
        @WithDefault("60s")
        Duration patience();

        /** More settings of the connection to the store: "ssl.truststore.location" (file with the CA certificates to trust instead of Java's), "ssl.truststore.type" (PEM, the default, PKCS12 or JKS), "ssl.truststore.password". Write the name in double quotes. */
        Map<String, String> properties();
    }
}
