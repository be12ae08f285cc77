package org.stylize.stack;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import org.stylize.base.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: a Kafka broker and an S3 store in one process, set up for the system, until it is told to stop. */
@Command(
        name = "stack",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ProvisionCommand.class, SecretsCommand.class, BackupCommand.class, RestoreCommand.class},
        description = {
            "Runs a Kafka broker (KRaft, share groups) and an S3 store for one machine, with topics, share group and"
                    + " bucket set up. All data are under one directory and survive a stop or a crash. Ctrl-C stops it.",
            "Without --secure, neither Kafka nor its data are protected by passwords, and the S3 keys below are known to"
                    + " everybody: for development and tests, on loopback."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped",
            "1:failed",
            "2:wrong options",
            "3:a port is taken",
            "4:another stack uses the data directory",
            "130, 143:stopped by Ctrl-C, by SIGTERM"
        })
public final class Stack implements Callable<Integer> {
    /** After a signal, the process ends after this time even if broker or store does not stop. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Directory of all data; made if need be. Default: ./${DEFAULT-VALUE}")
    private Path data = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--advertised-host",
            paramLabel = "NAME",
            description = "Name under which others reach this machine. Default: the value of --host; must be given"
                    + " where that is 0.0.0.0")
    private @Nullable String advertisedHost;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of Kafka; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(
            names = "--advertised-kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Port under which others reach Kafka, if a proxy or a port mapping is between. Default: the one"
                            + " that it listens on")
    private int advertisedKafkaPort;

    @Option(
            names = "--controller-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of Kafka's traffic with itself, on loopback. Default: any free one")
    private int controllerPort;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Port of the S3 store; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int s3Port;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Properties file to write when all is ready, with kafka.bootstrap, s3.endpoint and more.")
    private @Nullable Path readyFile;

    @Option(
            names = "--secure",
            description =
                    "TLS, passwords and rights for Kafka and store, by a small authority of the stack's own. Certificates,"
                            + " passwords and the settings of gateways and workers are in DIR/secure; see docs/security.md.")
    private boolean secure;

    @Option(names = "--end-with-parent", description = "Stop when the process that started this one has ended.")
    private boolean endWithParent;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Stack());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof StackException known) {
                command.getErr().println(known.getMessage());
                return known.exitCode();
            }
            throw exception;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        String reachableHost = reachableHost();
        try (StopSignal signal = StopSignal.install(LONGEST_STOP, () -> {});
                DataDirectory directory = DataDirectory.open(data)) {
            if (endWithParent) {
                signal.stopWithParent();
            }
            StackLog.writeTo(directory.logPattern());
            Ports ports = new Ports(kafkaPort, advertisedKafkaPort, s3Port, controllerPort);
            int kafka = ports.choose(host, kafkaPort, "Kafka", "--kafka-port");
            int s3 = ports.choose(host, s3Port, "the S3 store", "--s3-port");
            int controller = ports.choose("127.0.0.1", controllerPort, "Kafka's controller", "--controller-port");
            Protection protection = protection(directory, reachableHost);
            int advertised = advertisedKafkaPort == 0 ? kafka : advertisedKafkaPort;
            try (ObjectStore objects = ObjectStore.start(
                            directory.s3(),
                            URI.create(protection.scheme() + "://" + host + ":" + s3),
                            store.accessKey,
                            protection.storeSecret(),
                            protection.store());
                    Broker broker = Broker.start(new Broker.Settings(
                            directory.kafka(),
                            host,
                            kafka,
                            reachableHost,
                            advertised,
                            controller,
                            protection.broker()))) {
                String s3Endpoint = protection.scheme() + "://" + reachableHost + ":" + objects.port();
                provision(broker.bootstrapServers(), s3Endpoint, protection);
                protection.writeSettings(broker.bootstrapServers(), s3Endpoint);
                Announcement ready = new Announcement(
                        broker.bootstrapServers(),
                        s3Endpoint,
                        store.accessKey,
                        protection.storeSecret(),
                        store.bucket,
                        directory.root(),
                        protection.directory());
                ready.print();
                if (readyFile != null) {
                    ready.writeTo(readyFile);
                }
                signal.stop().await();
                System.out.println("Stopping.");
            }
        }
        return ExitCodes.OK;
    }

    /** Open data are not locked up later, nor the reverse. */
    private Protection protection(DataDirectory directory, String reachableHost) {
        boolean wasSecure = Files.exists(directory.secure());
        if (directory.isUsed() && wasSecure != secure) {
            throw new StackException(
                    ExitCodes.FAILED,
                    "The data in " + directory.root() + " were made " + (wasSecure ? "with" : "without")
                            + " --secure. Start it so again, or choose another directory with --data DIR.",
                    null);
        }
        return secure ? Protection.by(directory.secure(), store, reachableHost) : Protection.none(store);
    }

    private void provision(String bootstrapServers, String s3Endpoint, Protection protection) {
        CompletableFuture<Boolean> bucket =
                CompletableFuture.supplyAsync(() -> Provisioning.provisionS3(new Provisioning.S3Settings(
                        s3Endpoint,
                        store.accessKey,
                        protection.storeSecret(),
                        store.bucket,
                        protection.authorities())));
        Provisioning.provisionKafka(new Provisioning.KafkaSettings(
                bootstrapServers,
                store.partitions,
                new Replication((short) 1, Replication.BROKERS_DEFAULT),
                store.lockDuration,
                Duration.ofMinutes(1),
                protection.admin(),
                protection.access()));
        bucket.join();
    }

    private String reachableHost() {
        if (advertisedHost != null) {
            return advertisedHost;
        }
        try {
            if (InetAddress.getByName(host).isAnyLocalAddress()) {
                throw new ParameterException(
                        requireNonNull(spec).commandLine(),
                        "--host " + host + " listens on all addresses, so --advertised-host must say which name others"
                                + " reach this machine by.");
            }
            return host;
        } catch (UnknownHostException e) {
            throw new StackException(ExitCodes.FAILED, "--host " + host + " is not known to this machine.", e);
        }
    }
}
