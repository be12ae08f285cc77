package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.SharedFleet;

/** The Python client: its types, its wheel, and the client of that wheel against a real gateway with a worker. */
@ExtendWith(SharedFleet.class)
class PythonClientIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path CLIENT = Checkout.file("client-python");

    @Test
    void theWheelDoesWhatItsTestsSay(SharedFleet.Addresses fleet) throws IOException {
        Path python = Tools.python("contract", "system-tests/src/test/contract/requirements.txt");
        String program = python.resolve("bin/python").toString();
        Path work = Tools.target("client-python");
        Command.in(
                        CLIENT,
                        program,
                        "-m",
                        "mypy",
                        "--cache-dir",
                        work.resolve("mypy").toString(),
                        ".")
                .run(PATIENCE);

        Path wheels = Tools.target("client-python/wheels");
        for (Path old : files(wheels)) {
            Files.delete(old);
        }
        Command.in(
                        work,
                        program,
                        "-m",
                        "build",
                        "--wheel",
                        "--no-isolation",
                        "--outdir",
                        wheels.toString(),
                        CLIENT.toString())
                .run(PATIENCE);
        List<Path> built = files(wheels);
        assertThat(built).hasSize(1);
        Path installed = Tools.target("client-python/installed");
        Command.in(
                        work,
                        program,
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--no-deps",
                        "--upgrade",
                        "--target",
                        installed.toString(),
                        built.get(0).toString())
                .run(PATIENCE);
        assertThat(installed.resolve("stylize_client/py.typed")).exists();

        String tests = new Command(
                        CLIENT,
                        Map.of(
                                "PYTHONPATH", installed.toString(),
                                "PYTHONDONTWRITEBYTECODE", "1",
                                "STYLIZE_URL", fleet.gateway().toString(),
                                "SAMPLES", Checkout.file("samples").toString()),
                        List.of(program, "-m", "unittest", "discover", "-s", "tests"))
                .run(PATIENCE);
        assertThat(tests).contains("OK").doesNotContain("skipped");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
