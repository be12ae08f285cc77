package org.stylize.engine.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
import org.stylize.image.KeptExif;
import org.stylize.image.OutputFormat;

/**
 * All that made a result, so that it can be made again. Files are named as seen from the manifest's directory.
 *
 * @param manifest version of this form, {@value #VERSION}
 * @param versions of what has a say in the numbers: this program, Java, the engine, the system
 * @param processor its model, as far as the system tells: other kinds round differently
 * @param device that worked
 * @param threads of the engine on a CPU
 * @param backEnd that computed losses and gradients
 * @param precision in which the network was run; the recipe says the same
 * @param memory which decides where pictures are worked on in tiles
 * @param recipe complete, in its own JSON
 * @param masks one for each style, or none
 * @param start the picture that the pastiche began as; null where the recipe says what it was
 */
record Manifest(
        int manifest,
        Map<String, String> versions,
        String processor,
        String device,
        int threads,
        String backEnd,
        String precision,
        Memory memory,
        Weights weights,
        JsonNode recipe,
        Picture content,
        List<Picture> styles,
        List<Picture> masks,
        @Nullable Picture start,
        Result result) {
    static final int VERSION = 1;

    private static final int MOST_BYTES = 256 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    Manifest {
        versions = new TreeMap<>(versions);
        styles = List.copyOf(styles);
        masks = List.copyOf(masks);
    }

    /** Settings of the stylizer: the longest side of a tile, 0 for as large as fits into the memory that a job may take. */
    record Memory(int tileSidePixels, long jobBytes) {}

    /** The network's weights: where they lay, and their digest. */
    record Weights(String location, String sha256) {}

    /** A picture as it came: its file, the file's digest, its upright size in pixels. */
    record Picture(String file, String sha256, int width, int height) {}

    /** The result: its file, the file's digest, how it was written, its size in pixels. */
    record Result(
            String file,
            String sha256,
            ImageFormat format,
            int bitsPerSample,
            int quality,
            KeptExif exif,
            int width,
            int height) {
        OutputFormat outputFormat() {
            return new OutputFormat(format, bitsPerSample, quality, exif);
        }
    }

    /** Where the manifest of a result lies: {@code a/b.png} has {@code a/b.manifest.json}. */
    static Path fileFor(Path result) {
        return FileName.withEnding(result, ".manifest.json");
    }

    /**
     * Reads a manifest.
     *
     * @throws UsageException if it is missing, too large or none
     */
    static Manifest read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--replay: there is no file " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new UsageException("--replay: a manifest has at most " + MOST_BYTES + " bytes but " + file + " has "
                    + Files.size(file));
        }
        try {
            JsonNode tree = MAPPER.readTree(Files.readAllBytes(file));
            if (tree.path("result") instanceof ObjectNode result && !result.has("exif")) {
                result.put("exif", KeptExif.NONE.name()); // of a program that kept none, and did not say so
            }
            Manifest found = MAPPER.treeToValue(tree, Manifest.class);
            if (found.manifest != VERSION) {
                throw new UsageException("--replay: this program reads manifests of version " + VERSION + " but " + file
                        + " has " + found.manifest);
            }
            return found;
        } catch (UnrecognizedPropertyException e) {
            throw new UsageException("--replay: " + file + " is not a manifest: it has an unknown field, " + path(e));
        } catch (JsonMappingException e) {
            throw new UsageException("--replay: " + file + " is not a manifest: its field " + path(e)
                    + " is missing or not as a manifest has it");
        } catch (JsonProcessingException e) {
            throw new UsageException("--replay: " + file + " is not a manifest: it is not valid JSON at line "
                    + e.getLocation().getLineNr());
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    /** Indented JSON in UTF-8. */
    byte[] json() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written as JSON", e);
        }
    }
}
