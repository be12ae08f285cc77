package org.stylize.client.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Retries;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Option;

/** Which service, and with which key: by options, by a profile of the configuration file, or by the environment. */
final class ConnectionOptions {
    private static final String SERVER = "STYLIZE_SERVER";
    private static final String AUTHORITIES = "STYLIZE_CA_FILE";
    /** A person waits: a longer wait is told. */
    private static final Retries RETRIES = new Retries(3, Duration.ofSeconds(5));

    private static final String STANDARD_SERVER = "http://localhost:8080";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the service. Default: that of the profile, or else the environment variable "
                    + SERVER + ", or else " + STANDARD_SERVER + ".")
    private @Nullable String server;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File with your key in its first line. Default: that of the profile, or else the key in the"
                    + " environment variable " + UsedKey.VARIABLE
                    + ", or else none. There is no option for the key itself,"
                    + " because the list of processes would show it.")
    private @Nullable Path keyFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description =
                    "PEM file with the authorities that the certificate of the service may come from. Default: that of"
                            + " the profile, or else the environment variable " + AUTHORITIES
                            + ", or else those that Java trusts.")
    private @Nullable Path authorities;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "Service of that name in ~/.config/stylize/config.properties. Default: the environment variable "
                            + Profile.VARIABLE + ", or else the profile 'default', where neither --server nor " + SERVER
                            + " names a service.")
    private @Nullable String profile;

    /**
     * The profile that counts; null for none. With one, the other variables of the environment do not count: a key is not
     * sent to a service that it is not for.
     *
     * @throws IllegalArgumentException if there is no such profile
     */
    @Nullable
    Profile profile(Terminal terminal) {
        if (profile != null) {
            return Profile.named(profile, terminal);
        }
        Optional<String> named = variable(Profile.VARIABLE, terminal);
        if (named.isPresent()) {
            return Profile.named(named.get(), terminal);
        }
        boolean hasServer = server != null || variable(SERVER, terminal).isPresent();
        return hasServer ? null : Profile.standard(terminal).orElse(null);
    }

    /**
     * A client without a key.
     *
     * @throws IllegalArgumentException if address or authorities are wrong
     */
    StylizeClient client(@Nullable Profile used, Terminal terminal) {
        StylizeClient client = withoutAuthorities(address(used, terminal));
        Path file = authorities(used, terminal);
        try {
            return file == null ? client : client.trusting(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--ca-file: " + e.getMessage(), e);
        }
    }

    private static StylizeClient withoutAuthorities(String address) {
        try {
            return new StylizeClient(URI.create(address)).withRetries(RETRIES);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--server: expected an address such as " + STANDARD_SERVER + " but found '" + address + "'", e);
        }
    }

    /**
     * The key to send.
     *
     * @throws IllegalArgumentException if what is there is no key
     */
    UsedKey key(@Nullable Profile used, Terminal terminal) {
        return keyFile == null && used != null ? UsedKey.ofProfile(used) : UsedKey.of(keyFile, terminal);
    }

    /** The file that the key comes from; null if it comes from elsewhere. */
    @Nullable
    Path keyFile(@Nullable Profile used) {
        return keyFile == null && used != null ? used.keyFile() : keyFile;
    }

    private String address(@Nullable Profile used, Terminal terminal) {
        if (server != null) {
            return server;
        }
        if (used != null) {
            return used.server() == null ? STANDARD_SERVER : used.server();
        }
        return variable(SERVER, terminal).orElse(STANDARD_SERVER);
    }

    private @Nullable Path authorities(@Nullable Profile used, Terminal terminal) {
        if (authorities != null) {
            return authorities;
        }
        return used != null
                ? used.authorities()
                : variable(AUTHORITIES, terminal).map(Path::of).orElse(null);
    }

    private static Optional<String> variable(String name, Terminal terminal) {
        return terminal.environment().apply(name).filter(value -> !value.isBlank());
    }
}
