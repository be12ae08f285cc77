package org.stylize.systemtests;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The instructions of a Dockerfile.
 *
 * @param instructions one each, continued lines joined, without comments
 */
record Dockerfile(List<String> instructions) {
    private static final String STAGE = "--from=";

    Dockerfile {
        instructions = List.copyOf(instructions);
    }

    static Dockerfile read(Path path) {
        try {
            String text = Files.readString(path).replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", " ");
            return new Dockerfile(text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is copied out of the build context, as it is written. */
    List<String> copied() {
        return argumentsOf("COPY")
                .map(Dockerfile::words)
                .filter(words -> !words.get(0).startsWith(STAGE))
                .flatMap(words -> words.subList(0, words.size() - 1).stream())
                .toList();
    }

    /** The images that stages begin from or copy from; variables have their defaults. */
    List<String> images() {
        Map<String, String> defaults = argumentsOf("ARG")
                .map(argument -> argument.split("=", 2))
                .collect(toMap(argument -> "${" + argument[0] + "}", argument -> argument[1]));
        Stream<String> begun = argumentsOf("FROM")
                .map(arguments -> words(arguments).get(0))
                .map(image -> defaults.getOrDefault(image, image));
        Stream<String> copied = argumentsOf("COPY")
                .map(arguments -> words(arguments).get(0))
                .filter(word -> word.startsWith(STAGE) && word.contains(":"))
                .map(word -> word.substring(STAGE.length()));
        return Stream.concat(begun, copied).toList();
    }

    /** What the container runs, as it is written. */
    String entrypoint() {
        return last("ENTRYPOINT");
    }

    /** Who the container runs as. */
    String user() {
        return last("USER");
    }

    private String last(String instruction) {
        return argumentsOf(instruction)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("there is no " + instruction));
    }

    private Stream<String> argumentsOf(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip());
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split("\\s+", -1));
    }
}
