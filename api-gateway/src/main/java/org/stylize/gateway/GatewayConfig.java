package org.stylize.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The gateway's configuration. A wrong value stops the service at its start and names the key. */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {
    /** Name of this gateway in the records that it writes, and in its Kafka client ids. Default: the host name. */
    Optional<String> name();

    /** A file that is written when the gateway is ready, and deleted at shutdown: Java properties http.url, http.port and management.url. Default: no file. */
    Optional<Path> readyFile();

    Http http();

    Management management();

    Access access();

    Oidc oidc();

    Session session();

    Kafka kafka();

    S3 s3();

    Ledger ledger();

    /** What each tenant may use. All gateways must have the same. */
    QuotaSettings quotas();

    /** Shortest time between two counts of what the tenants have in the store that have gateway.quotas.stored-bytes, more than 0. */
    @WithDefault("30s")
    Duration storedBytesRefresh();

    /** Tenants that differ from others, by name. All gateways must have the same. */
    Map<String, TenantSettings> tenants();

    View view();

    Events events();

    Queue queue();

    Limits limits();

    Transfers transfers();

    Links links();

    Thumbnails thumbnails();

    Webhooks webhooks();

    Sweeper sweeper();

    DeadLetters deadLetters();

    Batches batches();

    /** Where the gateway listens. */
    interface Http {
        /** Address to listen on; 0.0.0.0 for all addresses of the machine. Without gateway.http.tls, keys travel in plain text: then put a proxy with TLS before any address but a loopback one. */
        @WithDefault("127.0.0.1")
        String host();

        /** TCP port to listen on, 0 to 65535; 0 takes any free port. */
        @WithDefault("8080")
        int port();

        /** Whether a proxy is in front: then X-Forwarded-Proto, -Host and -For of each request say how the client came, so only the proxy may reach this port. */
        @WithDefault("false")
        boolean behindProxy();

        /** How long browsers that came by TLS, here or at the proxy, shall come by nothing else (Strict-Transport-Security), at least 0s; with 0s they are not told. */
        @WithDefault("365d")
        Duration strictTransport();

        /** Sites whose pages may call the API from a browser (CORS), separated by commas, such as https://studio.example. Their requests need a key or token; the page's session is not for them. Default: none. */
        Optional<List<String>> corsOrigins();

        Tls tls();
    }

    /** Where health and metrics are. They are not on gateway.http.port, and need no key. */
    interface Management {
        /** Address on which health (/q/health) and metrics (/q/metrics) are served, by plain HTTP; 0.0.0.0 for all addresses of the machine. */
        @WithDefault("127.0.0.1")
        String host();

        /** TCP port of health and metrics, 0 to 65535; 0 takes any free port. */
        @WithDefault("8082")
        int port();
    }

    /** TLS of the gateway's port. The files are read again every hour, so that new certificates need no restart. */
    interface Tls {
        /** PEM file with the certificate of the gateway and those of its authorities, the gateway's first. With it, the port takes https only. */
        Optional<Path> certificate();

        /** PEM file with the private key of the certificate (PKCS#8). */
        Optional<Path> key();

        /** PEM file with authorities. Then clients need a certificate that one of them has signed, besides their API key. */
        Optional<Path> clientAuthorities();
    }

    /** Who may do what. */
    interface Access {
        /** Whether requests need no key: everybody may do everything, as the tenant "default". For development: the gateway starts only if gateway.http.host is a loopback address. */
        @WithDefault("false")
        boolean anonymous();

        /** A whole key that counts as long as it is set, for the tenant "default", with all scopes; it is stored nowhere else. Default: none; then a gateway that finds no key at all makes one for 24 hours and prints it. */
        Optional<String> firstKey();
    }

    /** An OpenID Connect issuer, whose tokens count beside keys. */
    interface Oidc {
        /** URL of the issuer, as its tokens name it; it publishes its configuration under /.well-known/openid-configuration there. Default: none, so only keys count. */
        Optional<String> issuer();

        /** Tokens of services must be meant for this audience. Choose another name than the client id: ID tokens, which other programs may see, are meant for that. */
        @WithDefault("stylize")
        String audience();

        /** As what the page is known to the issuer; its redirect URI there is the gateway's address with /login. Default: none, so people log in with a key only. */
        Optional<String> clientId();

        /** Secret of that client. Default: none, for a client that the issuer knows as public; then a login must come back to the gateway that began it. */
        Optional<String> clientSecret();

        /** What the page asks the issuer for, besides "openid", separated by commas. */
        @WithDefault("profile")
        List<String> requestScopes();

        /** Claim with the name of the tenant; a slash leads into an object. A token without it gets status 403. */
        @WithDefault("tenant")
        String tenantClaim();

        /** Claim with scopes or roles, a text with blanks between them or a list; a slash leads into an object, such as realm_access/roles. */
        @WithDefault("scope")
        String scopesClaim();

        /** What each value of that claim allows: submit, read, cancel, admin, operator, separated by commas. Write the value in double quotes. Default: stylize:submit allows submit, and so on. */
        Map<String, String> scopes();
    }

    /** Logins at the page. */
    interface Session {
        /** Longest time until one must log in again, 1m to 30d. A session that began with a key ends with the key, if that is sooner. */
        @WithDefault("12h")
        Duration lifetime();
    }

    /** Kafka. */
    interface Kafka {
        /** Addresses of one or more brokers, as host:port, separated by commas. */
        @WithDefault("localhost:9092")
        String bootstrapServers();

        /** Longest wait for Kafka to confirm a submission, more than 6s, which is how long the Kafka client tries. After it, the client gets status 503. */
        @WithDefault("8s")
        Duration sendTimeout();

        /** Any setting of Kafka's clients, such as "security.protocol", "sasl.jaas.config" or "client.rack"; applies to every client of this gateway, Kafka Streams included. Write the name in double quotes if it has dots. With the prefix producer., consumer. or admin. it applies to clients of that kind only. What the gateway itself must set wins. */
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

        /** Region of the bucket; requests are signed for it. */
        @WithDefault("us-east-1")
        String region();

        /** Bucket for uploads. Jobs may read pictures from this bucket only, so it must be the workers' bucket. */
        @WithDefault("stylize")
        String bucket();

        /** URL under which callers reach the store, http://host:port or https://host:port: then they may upload pictures to it and fetch results from it themselves, with signed addresses. The store must allow browsers of other sites to post there if pages do that. Default: callers do not reach the store. */
        Optional<String> publicEndpoint();

        /** How long a signed address of the store counts, 1s to 7d. */
        @WithDefault("15m")
        Duration addressTime();

        /** Longest wait for a connection to the store, and for the next bytes of an answer, more than 0. */
        @WithDefault("5s")
        Duration timeout();

        /** Longest time of one request to the store, including the upload or download of the whole picture, more than 0. */
        @WithDefault("60s")
        Duration wholeTimeout();

        /** More settings of the connection to the store: "ssl.truststore.location" (file with the CA certificates to trust instead of Java's), "ssl.truststore.type" (PEM, the default, PKCS12 or JKS), "ssl.truststore.password". Write the name in double quotes. */
        Map<String, String> properties();
    }

    /** The ledger, the one writer of the truth about jobs. */
    interface Ledger {
        /** Kafka Streams application id. Gateways with the same id share the ledger's work, so it must be the same for all gateways of a fleet. */
        @WithDefault("stylize-ledger")
        String applicationId();

        /** Directory for the ledger's local state, used by this gateway only. Default: a temporary directory, which is filled from Kafka at each start and deleted at shutdown. */
        Optional<Path> stateDirectory();

        /** Most bytes of memory outside the Java heap for the ledger's local state, at least 8M. */
        @WithDefault("64M")
        MemorySize memory();

        /** Threads that process this gateway's share of the ledger's partitions, at least 1. */
        @WithDefault("1")
        int threads();

        /** Most requests that wait for workers at a time, at least 1, but one for each partition. More jobs are held until it is their turn, in fair shares between tenants. Default: twice the workers that are there, and 4. */
        OptionalInt window();

        /** How long an ended job can be looked up. Then it is deleted from the ledger. */
        @WithDefault("30d")
        Duration retention();

        /** A job fails after so many attempts in a row that end by a fault without getting further, at least 1. An attempt gets further if it stores a checkpoint of a later step. Attempts that a worker hands back, for example at shutdown, do not count. */
        @WithDefault("5")
        int attempts();

        /** Pause before the next attempt after the first fault of a job, more than 0. It doubles with each further fault. */
        @WithDefault("5s")
        Duration firstPause();

        /** Longest pause before the next attempt, at least the first one. */
        @WithDefault("5m")
        Duration longestPause();

        /** Pause before the next attempt after a worker could not reach the store for long. It doubles while that goes on, up to the longest pause. */
        @WithDefault("15s")
        Duration surroundingsPause();

        /** How long a job that has begun waits for a worker that can go on in the same way: with the same precision, threads, tiles and kind of processor. Then it starts over in the way of the next worker, and the work that was kept is lost. */
        @WithDefault("1h")
        Duration ableWorkerPatience();

        /** After its deadline, a running job may take so long to deliver the picture that it has. Then it expires. */
        @WithDefault("5m")
        Duration deadlineGrace();

        /** Longest wait for the ledger to rule on a command, or on a request that has an id or an Idempotency-Key, more than 0. After it, the client gets status 503 and can ask again. */
        @WithDefault("10s")
        Duration rulingTimeout();

        /** The gateway is not ready if the ledger reads nothing for so long although there are records to read. */
        @WithDefault("2m")
        Duration patience();

        /** At shutdown, longest wait for the ledger's threads, more than 0. */
        @WithDefault("10s")
        Duration shutdownGrace();
    }

    /** What a tenant may use. */
    interface QuotaSettings {
        /** Submissions a second, over a longer time and all gateways, more than 0. Default: as gateway.quotas says for every tenant; without it no limit. */
        OptionalDouble submissionsPerSecond();

        /** Submissions that may come at once after a pause, at least 1. Default: as many as come in ten seconds. */
        OptionalInt submissionsBurst();

        /** Most jobs that have not ended, at least 0. Default: as gateway.quotas says for every tenant; without it no limit. */
        OptionalLong openJobs();

        /** Most pixel-steps (pixels of the result times steps) of the jobs that are admitted on one day, UTC, at least 0. Default: as gateway.quotas says for every tenant; without it no limit. */
        OptionalLong pixelStepsPerDay();

        /** Most bytes that a tenant has in the store, uploads and results, at least 0; counted again and again. Default: as gateway.quotas says for every tenant; without it no limit. */
        Optional<MemorySize> storedBytes();

        /** Most event streams (SSE) that are open at one gateway, at least 0. Default: as gateway.quotas says for every tenant; without it no limit. */
        OptionalInt eventStreams();
    }

    /** What is different for one tenant. */
    interface TenantSettings extends QuotaSettings {
        /** Share of the workers, compared with other tenants whose jobs wait, 0.01 to 100: twice the weight is twice the pixel-steps. */
        @WithDefault("1")
        double weight();
    }

    /** What this gateway knows of all jobs. */
    interface View {
        /** Directory for the jobs that this gateway knows, used by this gateway only; about 400 bytes for each job. It is filled from Kafka at each start and emptied at shutdown. Default: a temporary directory. */
        Optional<Path> directory();

        /** Most bytes of memory outside the Java heap for these jobs, at least 8M. More makes lists of many jobs faster. */
        @WithDefault("64M")
        MemorySize memory();
    }

    /** The live events. */
    interface Events {
        /** Time between two heartbeat comments on an idle event stream (SSE), more than 0. Keeps proxies from closing the stream. */
        @WithDefault("15s")
        Duration heartbeat();

        /** At a start, the gateway reads the events of this time again, so that clients that reconnect miss nothing. */
        @WithDefault("10m")
        Duration history();

        /** For how many jobs the gateway keeps recent events, the last progress and the last preview in memory, at least 1. */
        @WithDefault("10000")
        int rememberedJobs();

        /** How many events of all jobs the gateway keeps in memory for streams of many jobs that connect again, at least 1. */
        @WithDefault("20000")
        int remembered();
    }

    /** The queue before the workers. */
    interface Queue {
        /** Time between two measurements of the queue's length for the metrics, more than 0. */
        @WithDefault("5s")
        Duration refresh();
    }

    /** What a request may cost. */
    interface Limits {
        /** Most bytes of one picture file, 1 to 1G. Set worker.limits.image-bytes to the same value. */
        @WithDefault("64M")
        MemorySize imageBytes();

        /** Most pixels of one picture, width times height, at least 1. Set worker.limits.image-pixels to the same value. */
        @WithDefault("100000000")
        long imagePixels();

        /** Shortest allowed side of a picture, in pixels, at least 1. Set worker.limits.image-side-pixels to the same value. */
        @WithDefault("16")
        int imageSidePixels();

        /** Most bytes of a multipart request: all pictures and the job description together. A larger request gets status 413. */
        @WithDefault("132M")
        MemorySize bodyBytes();

        /** Most bytes of a JSON request. A larger request gets status 413. */
        @WithDefault("256K")
        MemorySize jsonBytes();

        /** Most bytes of the JSON request of a batch. A larger request gets status 413. */
        @WithDefault("4M")
        MemorySize batchBytes();

        /** Most connections at a time, at least 1. Further ones are closed at once. */
        @WithDefault("16384")
        int connections();
    }

    /** Uploads and downloads. A body that is read into memory counts until it is there, an upload of pictures until its request is answered. */
    interface Transfers {
        /** Most uploads and downloads at a time, at least 1. One more gets status 503 and may come again. */
        @WithDefault("256")
        int atOnce();

        /** Most of one caller at a time, at least 1: of one key, session, name at the issuer, or address of a client that nobody knows. One more gets status 429. */
        @WithDefault("64")
        int byCaller();

        /** Directory in which uploads lie until their requests are answered, used by this gateway only. Default: a temporary directory. */
        Optional<Path> directory();

        /** Most bytes of uploads in that directory, at least 1. One more upload gets status 503 and may come again. */
        @WithDefault("2G")
        MemorySize spooledBytes();

        /** A transfer must get on within this time, more than 0: an upload by transfers.least-bytes unless it ends, a download by 256 KiB or its end. Otherwise it is broken off, an upload with status 408. */
        @WithDefault("20s")
        Duration window();

        /** Bytes by which an upload must get on, at least 1. */
        @WithDefault("64K")
        MemorySize leastBytes();
    }

    /** Pictures that a request names by their address. The gateway downloads them when the request comes. */
    interface Links {
        /** Whether an address may begin with http:// too. By default only https:// is allowed. */
        @WithDefault("false")
        boolean plainHttp();

        /** Addresses and networks, separated by commas, from which pictures may come although they are not of the public internet, such as 10.1.0.0/16. Default: none. */
        Optional<List<String>> networks();

        /** Longest time of one download, more than 0. */
        @WithDefault("30s")
        Duration timeout();

        /** Most downloads at the same time, at least 1. A request on top of them gets status 503. */
        @WithDefault("16")
        int atOnce();
    }

    /** Events that are posted to addresses of tenants. */
    interface Webhooks {
        /** Whether an address may begin with http:// too. By default only https:// is allowed. */
        @WithDefault("false")
        boolean plainHttp();

        /** Addresses and networks, separated by commas, to which messages may go although they are not of the public internet, such as 10.1.0.0/16. Default: none. */
        Optional<List<String>> networks();

        /** Longest time of one attempt, until the answer is there, more than 0. */
        @WithDefault("15s")
        Duration timeout();

        /** Waits before the second attempt to send a message, the third, and so on, separated by commas, each more than 0 and shorter than 7d. After the last attempt the message is given up. Each wait is shortened by up to a tenth at random. */
        @WithDefault("5s,5m,30m,2h,5h,10h,14h")
        List<Duration> retries();

        /** A webhook to which no message could be delivered for so long is switched off, more than 0. */
        @WithDefault("5d")
        Duration patience();

        /** Most webhooks of a tenant, at least 1. */
        @WithDefault("10")
        int perTenant();

        /** Most attempts of this gateway at the same time, at least 1; a quarter of them for one tenant, 4 for one webhook, 1 for one that fails. */
        @WithDefault("64")
        int atOnce();

        /** Shortest time between two messages with the progress of a job to a webhook, at least 1s. */
        @WithDefault("10s")
        Duration progressInterval();

        /** A webhook for which so many messages wait is switched off, at least 1. Each needs about half a kilobyte of memory at every gateway. */
        @WithDefault("50000")
        int mostPending();
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

    /** The sweeper, which deletes objects of the store that no job needs. One gateway of a fleet sweeps at a time. */
    interface Sweeper {
        /** Whether this gateway may sweep. Results are kept as long as their jobs (gateway.ledger.retention); without a sweeper they are kept for ever. */
        @WithDefault("true")
        boolean enabled();

        /** Pause between two sweeps, more than 0. */
        @WithDefault("1h")
        Duration interval();

        /** An upload that no job names is deleted when it is so old, more than 0. Must be longer than the time from an upload to its submission and than the difference of the clocks of store and gateways. */
        @WithDefault("1d")
        Duration uploadGrace();

        /** Checkpoints, previews and results of lost attempts are deleted when they are so old and their job ended so long ago, more than 0; also what a deleted job left. Must be longer than the difference of the clocks of store and gateways. */
        @WithDefault("1h")
        Duration endedGrace();

        /** Features of style images, which workers store under cache/styles/, are deleted when they are so old, more than 0. The next worker that needs them computes them again. */
        @WithDefault("30d")
        Duration styleRetention();

        /** Most objects that are deleted in a second, at least 1. */
        @WithDefault("200")
        int deletionsPerSecond();
    }

    /** The list of dead letters. */
    interface DeadLetters {
        /** How many of the latest dead letters are listed, at least 1. The gateway keeps them in memory, without their records. */
        @WithDefault("10000")
        int kept();
    }

    /** Jobs that are submitted together. */
    interface Batches {
        /** How many of the latest batches of all tenants are known, at least 1. The gateway keeps them in memory. */
        @WithDefault("100000")
        int kept();
    }
}
