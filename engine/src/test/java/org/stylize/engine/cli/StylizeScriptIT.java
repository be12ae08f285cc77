package org.stylize.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

/** {@code scripts/stylize} as people start it, with the packaged program. */
class StylizeScriptIT {
    private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();
    private static final int MINUTES = 5;

    /** UTF-8 bytes as a shell takes them, so that this Java's own locale has no say. */
    private static final String FOTO = "$'foto \\303\\251t\\303\\251.png'";

    private static final String TINY = " --preset fast --size 96 --steps 2 --threads 1 --precision fp32";

    @TempDir
    private Path directory;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void writePictures() throws IOException, InterruptedException {
        Files.write(directory.resolve("photograph.png"), ImageEncoder.png(picture(1)));
        Files.write(directory.resolve("painting.png"), ImageEncoder.png(picture(2)));
        assertThat(bash("cp photograph.png " + FOTO, Map.of()).code()).isZero();
    }

    @Test
    void saysWhatItDoesAndNothingElse() throws IOException, InterruptedException {
        Ended run = bash(script() + " photograph.png painting.png -o result.png" + TINY, Map.of());

        assertThat(run.err().replaceAll("[0-9]+[.:][0-9]+(e[+-][0-9]+)?", "#").replace("# s/step", "# steps/s"))
                .isEqualTo("""
                With steps 2 this recipe does 4 steps in all: 4 at 96 pixels. Each size gets at least one, the smallest more than the others.
                Painting 96 × 72 pixels in 4 steps.
                step 1 of 4, # steps/s, # left, content #, style #, tv #
                step 2 of 4, # steps/s, # left, content #, style #, tv #
                step 3 of 4, # steps/s, # left, content #, style #, tv #
                step 4 of 4, # steps/s, # left, content #, style #, tv #
                Done in # s.
                """);
        assertThat(run.out()).isEqualTo("result.png\n");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "de_DE.UTF-8", ""})
    void opensAndNamesAnyFileInAnyLocale(String locale) throws IOException, InterruptedException {
        Ended run = bash(
                script() + " " + FOTO + " painting.png -o " + FOTO.replace("foto", "bild") + TINY,
                Map.of("LC_ALL", locale, "LANG", "", "LC_CTYPE", ""));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("bild été.png\n");
        assertThat(run.err()).contains("Painting 96 × 72 pixels");
        assertThat(bash("test -s " + FOTO.replace("foto", "bild"), Map.of()).code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "gateway", "stack", "stylize", "worker"})
    void everyScriptIsFoundThroughSymbolicLinks(String script) throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("bin"));
        Files.writeString(directory.resolve("bin/java"), "#!/bin/sh\necho started with \"$@\"\n");
        assertThat(directory.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(directory.resolve("bin/first"), SCRIPTS.resolve(script));
        Files.createSymbolicLink(directory.resolve("bin/second"), Path.of("first"));

        Ended run = bash("PATH=$PWD/bin:$PATH; cd /; second", Map.of());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("started with").contains(SCRIPTS.getParent() + "/");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway, the gateway, -Dgateway.http.port",
        "gateway, the gateway's health and metrics, -Dgateway.management.port",
        "worker, the worker, -Dquarkus.http.port"
    })
    void aTakenPortIsNamedWithItsOption(String script, String service, String option)
            throws IOException, InterruptedException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            Ended run = bash("\"" + SCRIPTS.resolve(script) + "\" " + option + "=" + port, Map.of());

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err())
                    .isEqualTo("Port " + port + " is taken by another program, so " + service
                            + " cannot listen there. Choose another one with " + option + "=PORT; " + option
                            + "=0 takes any free one.\n");
        }
    }

    @Test
    void aSecondGatewayTakesAnyPortForHealthAndMetricsUnlessItIsToldOne() throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("bin"));
        Files.writeString(directory.resolve("bin/java"), "#!/bin/sh\necho \"port $GATEWAY_MANAGEMENT_PORT\"\n");
        assertThat(directory.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("told.properties"), "gateway.management.port = 8099\n");
        String gateway = "PATH=$PWD/bin:$PATH; \"" + SCRIPTS.resolve("gateway") + "\" -Dgateway.http.port=0";

        try (ServerSocket first = new ServerSocket()) {
            first.setReuseAddress(true);
            try {
                first.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8082));
            } catch (BindException e) {
                // Another program has it, which serves as well.
            }

            assertThat(bash(gateway, Map.of()).out()).isEqualTo("port 0\n");
            assertThat(bash(gateway + " --settings $PWD/told.properties", Map.of())
                            .out())
                    .isEqualTo("port \n");
            assertThat(bash(gateway + " -Dgateway.management.port=0", Map.of()).out())
                    .isEqualTo("port \n");
        }
    }

    @Test
    void classDataOfAnotherJavaOrOfNoneDisturbNobody() throws IOException, InterruptedException {
        for (byte[] archive : new byte[][] {{}, "no archive".getBytes(StandardCharsets.UTF_8), new byte[1 << 20]}) {
            Files.write(directory.resolve("classes.jsa"), archive);

            Ended run = bash(
                    "source " + SCRIPTS + "/lib/class-data.sh; class_data $PWD/classes.jsa none java;"
                            + " java \"${class_data_options[@]}\" -version",
                    Map.of());

            assertThat(run.code()).isZero();
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("openjdk version").doesNotContain("warning");
        }
    }

    private static String script() {
        return "\"" + SCRIPTS.resolve("stylize") + "\"";
    }

    private Ended bash(String command, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("STYLIZE_NO_BUILD", "1");
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static RgbImage picture(long seed) {
        ImageSize size = new ImageSize(96, 72);
        byte[] rgb = new byte[3 * (int) size.pixels()];
        new Random(seed).nextBytes(rgb);
        return RgbImage.of(size, rgb);
    }
}
