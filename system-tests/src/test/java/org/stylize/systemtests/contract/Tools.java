package org.stylize.systemtests.contract;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.Programs;

/**
 * Tools of other languages, in the versions that the project pins. They are installed under {@code target}, once for each
 * state of the file that pins them, by the package managers that the machine has.
 */
final class Tools {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern GO_VERSION = Pattern.compile("go1\\.(\\d+)");
    private static final String STAMP = ".installed";

    private Tools() {}

    /**
     * A copy of a directory with a {@code package.json} and its lock file, with its packages.
     *
     * @param source from the root of the checkout
     */
    static Path node(String source) {
        Programs.require("the tests of " + source, "nodejs npm", "node", "npm");
        Path copy = target("node-" + Path.of(source).getFileName());
        copyFiles(Checkout.file(source), copy);
        installOnce(copy, read(copy.resolve("package-lock.json")), () -> Command.in(copy, "npm", "ci")
                .run(PATIENCE));
        return copy;
    }

    /**
     * A directory with the packages of a requirements file, as a virtual environment: its programs are in {@code bin}.
     *
     * @param requirements from the root of the checkout
     */
    static Path python(String name, String requirements) {
        Programs.require("the tests of " + name, "python3 python3-venv", "python3");
        Path environment = target("python-" + name);
        String pinned = read(Checkout.file(requirements));
        installOnce(environment, pinned, () -> {
            Command.in(environment, "python3", "-m", "venv", "--clear", "venv").run(PATIENCE);
            Command.in(
                            environment,
                            "venv/bin/pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "-r",
                            Checkout.file(requirements).toString())
                    .run(PATIENCE);
        });
        return environment.resolve("venv");
    }

    /**
     * A Go program.
     *
     * @param module the module that has it, with its version
     * @param oldest minor version of the oldest Go 1 that will do; with an older one the test is skipped, because distributions
     *     have no newer
     */
    static Path go(String name, String module, int oldest) {
        Programs.require("the tests with " + name, "golang-go", "go");
        Matcher version =
                GO_VERSION.matcher(Command.in(target("go"), "go", "version").run(PATIENCE));
        assumeTrue(
                version.find() && Integer.parseInt(version.group(1)) >= oldest,
                () -> name + " needs Go 1." + oldest + " or later");
        Path directory = target("go-" + name);
        installOnce(directory, module, () -> Command.in(directory, "go", "install", module)
                .with("GOBIN", directory.toString())
                .run(PATIENCE));
        return directory.resolve(name);
    }

    /** A directory for the tests of this package. */
    static Path target(String name) {
        try {
            return Files.createDirectories(Checkout.file("system-tests/target/contract/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a directory with all that is below it, but no installed or built files. */
    static void copyFiles(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = from.relativize(file);
                if (!place.startsWith("node_modules") && !place.startsWith("dist")) {
                    Path copy = to.resolve(place);
                    Files.createDirectories(requireNonNull(copy.getParent()));
                    Files.write(copy, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void installOnce(Path directory, String pinned, Runnable install) {
        Path stamp = directory.resolve(STAMP);
        try {
            if (Files.exists(stamp) && Files.readString(stamp).equals(pinned)) {
                return;
            }
            install.run();
            Files.writeString(stamp, pinned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
