package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the service {@code secrets} of the compose file makes.
 *
 * @param directory of the directories of the services
 */
record ComposeSecrets(Path directory) {
    private static final String MOUNTED = "/run/stylize";

    /** Runs the program as the compose file does, then replaces the containers' paths by those of this machine. */
    static ComposeSecrets make(Path directory) throws IOException, InterruptedException {
        run(command("secrets").map(argument -> argument.replace("=/secrets", "=" + directory)));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".properties"))
                    .toList()) {
                Files.writeString(
                        file,
                        Files.readString(file).replace(MOUNTED, file.getParent().toString()));
            }
        }
        return new ComposeSecrets(directory);
    }

    /** Sets up broker and store as the compose file does. */
    void provision(String bootstrapServers, String s3Endpoint) throws IOException, InterruptedException {
        run(command("provision").map(argument -> argument.replace("kafka:19092", bootstrapServers)
                .replace("https://minio:9000", s3Endpoint)
                .replace(MOUNTED, here("provision").toString())));
    }

    /** The arguments of a service of the compose file. */
    private static Stream<String> command(String service) {
        return ((List<?>) ComposeFile.read(Checkout.file("docker-compose.yml"))
                        .services()
                        .get(service)
                        .content()
                        .get("command"))
                .stream().map(String::valueOf);
    }

    /** Runs the stack's program to its end, which must be a good one. */
    private static void run(Stream<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Checkout.file("scripts/stack").toString()));
        command.addAll(arguments.toList());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STYLIZE_NO_BUILD", "1");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    /** The directory that a container of that service has at {@value #MOUNTED}. */
    Path here(String service) {
        return directory.resolve(
                switch (service) {
                    case "minio", "store-users" -> "store";
                    default -> service;
                });
    }

    /** Settings in a file of a service. */
    Map<String, String> settings(String service, String file) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(here(service).resolve(file))));
            Map<String, String> settings = new TreeMap<>();
            properties.forEach((name, value) -> settings.put(name.toString(), value.toString()));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes settings as a file for {@code --settings}. */
    static Path write(Path file, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
