package org.stylize.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code scripts/stylize-jobs} against one gateway, as a user has it. */
final class CommandLineClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI gateway;

    CommandLineClient(URI gateway) {
        this.gateway = gateway;
    }

    /** How a call ended. */
    record Result(int exitCode, String output) {}

    /** Paints a small picture at a secured gateway, and waits for it. */
    Result paint(Path content, Path style, Path picture, Path keyFile, Path authority) {
        return run(
                "submit",
                content.toString(),
                style.toString(),
                "-o",
                picture.toString(),
                "--preset",
                "d2l",
                "--size",
                "64",
                "--steps",
                "5",
                "--key-file",
                keyFile.toString(),
                "--ca-file",
                authority.toString());
    }

    /** The id of a job that was submitted and is not waited for. */
    String submit(Path content, Path style, int sidePixels, int steps) {
        Result result = run(
                "submit",
                content.toString(),
                style.toString(),
                "--preset",
                "d2l",
                "--size",
                String.valueOf(sidePixels),
                "--steps",
                String.valueOf(steps));
        if (result.exitCode() != 0) {
            throw new IllegalStateException("submit ended with " + result);
        }
        return result.output()
                .lines()
                .reduce((before, last) -> last)
                .orElseThrow()
                .strip();
    }

    /** The job as the API shows it. */
    JsonNode job(String id) {
        Result result = run("get", id, "--json");
        try {
            return JSON.readTree(result.output());
        } catch (IOException e) {
            throw new UncheckedIOException(result.toString(), e);
        }
    }

    /** Any call; standard error goes into the output too. */
    Result run(String... arguments) {
        return script("stylize-jobs", gateway.toString(), arguments);
    }

    /** A call of {@code scripts/stylize}, which asks no service. */
    static Result stylize(String... arguments) {
        return script("stylize", "", arguments);
    }

    private static Result script(String name, String gateway, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Checkout.file("scripts/" + name).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STYLIZE_SERVER", gateway);
        builder.environment().put("STYLIZE_NO_BUILD", "1");
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
