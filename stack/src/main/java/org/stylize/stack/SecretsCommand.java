package org.stylize.stack;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stylize.base.ExitCodes;
import org.stylize.stack.secure.SecureDirectory;
import org.stylize.stack.secure.ServiceSecrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stack secrets}: makes what services in containers prove themselves with. */
@Command(
        name = "secrets",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes an authority, certificates, passwords and the settings that have them, in a directory for each service"
                    + " of docker-compose.yml. What is there is kept, except certificates that end within 60 days.",
            "docs/security.md says what the files are."
        })
final class SecretsCommand implements Callable<Integer> {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            required = true,
            description = "Where the directories of the services are.")
    private Path directory = Path.of("");

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "kafka:19092",
            description = "Where services find Kafka. Default: ${DEFAULT-VALUE}")
    private String bootstrap = "";

    @Option(
            names = "--outer-bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Where programs that run in no container find Kafka. Default: ${DEFAULT-VALUE}")
    private String outerBootstrap = "";

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            defaultValue = "https://minio:9000",
            description = "Where services find the S3 store. Default: ${DEFAULT-VALUE}")
    private String s3Endpoint = "";

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "stylize",
            description = "Bucket of the services. Default: ${DEFAULT-VALUE}")
    private String bucket = "";

    @Option(
            names = "--hosts",
            paramLabel = "NAME",
            split = ",",
            description =
                    "More names and addresses of this machine, for the certificates. They are for localhost in any case.")
    private List<String> hosts = List.of();

    @Option(
            names = "--tenants",
            paramLabel = "NAME,...",
            defaultValue = "",
            converter = Tenants.Converter.class,
            description = "Tenants whose services may submit over Kafka; each gets a user.")
    private Tenants tenants = Tenants.NONE;

    @Override
    public Integer call() {
        try {
            ServiceSecrets.write(
                    directory,
                    new SecureDirectory.Addresses(bootstrap, s3Endpoint, bucket),
                    outerBootstrap,
                    hosts.stream().filter(host -> !host.isBlank()).toList(),
                    tenants.names());
        } catch (UncheckedIOException e) {
            throw new StackException(
                    ExitCodes.FAILED, "Cannot make the secrets in " + directory + ": " + e.getMessage(), e);
        }
        System.out.println("secrets are in " + directory);
        return ExitCodes.OK;
    }
}
