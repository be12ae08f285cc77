package org.stylize.engine.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;
import org.stylize.engine.LossCurve;
import org.stylize.engine.Machine;
import org.stylize.engine.Stylizer.Ending;
import org.stylize.engine.Stylizer.Pastiche;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.KeptExif;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

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
 * @param memory that decides where pictures are worked on in tiles
 * @param recipe complete, in its own JSON
 * @param shares of the mixture of styles, one for each
 * @param masks one for each style, or none
 * @param start the picture that the pastiche began as; null where the recipe says what it was
 * @param protection the mask of what stays as it is; null for nothing
 * @param job that a worker did; null if no service was asked
 * @param losses over the steps; empty lists if the program that wrote the manifest did not say
 * @param partial how far the work was, if the result was finished before the last step; null if all was done
 */
public record Manifest(
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
        List<Double> shares,
        List<Picture> masks,
        @Nullable Picture start,
        @Nullable Picture protection,
        @Nullable Job job,
        @Nullable Partial partial,
        LossCurve losses,
        Result result) {
    /** Of this form. */
    public static final int VERSION = 1;

    /** A larger file is none. */
    public static final int MOST_BYTES = 256 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public Manifest {
        versions = new TreeMap<>(versions);
        styles = List.copyOf(styles);
        shares = List.copyOf(shares);
        masks = List.copyOf(masks);
    }

    /** Settings of the stylizer: the longest side of a tile, 0 for as large as fits into the memory that a job may take. */
    public record Memory(int tileSidePixels, long jobBytes) {}

    /** The network's weights: where they lay, and their digest. */
    public record Weights(String location, String sha256) {}

    /** A job of a service, and the attempt that made the result. */
    public record Job(String id, String attempt) {}

    /** A result that was finished after a step, and how many the recipe has. */
    public record Partial(int step, int steps) {}

    /** A picture as it came: its file, the file's digest, its upright size in pixels. */
    public record Picture(String file, String sha256, int width, int height) {
        /**
         * Describes a picture.
         *
         * @param file as seen from the manifest's directory
         */
        public static Picture of(String file, byte[] bytes) {
            ImageHeader header = ImageHeader.read(bytes);
            return new Picture(file, Sha256.of(bytes), header.width(), header.height());
        }
    }

    /**
     * The pictures of a job by their roles.
     *
     * @param shares one for each style
     * @param masks one for each style, or none
     * @param start null if the recipe makes it
     * @param protection null for nothing
     */
    public record Inputs(
            Picture content,
            List<Picture> styles,
            List<Double> shares,
            List<Picture> masks,
            @Nullable Picture start,
            @Nullable Picture protection) {
        /** Without protection. */
        public Inputs(
                Picture content,
                List<Picture> styles,
                List<Double> shares,
                List<Picture> masks,
                @Nullable Picture start) {
            this(content, styles, shares, masks, start, null);
        }

        public Inputs {
            styles = List.copyOf(styles);
            shares = List.copyOf(shares);
            masks = List.copyOf(masks);
        }
    }

    /** The result: its file, the file's digest, how it was written, its size in pixels. */
    public record Result(
            String file,
            String sha256,
            ImageFormat format,
            int bitsPerSample,
            int quality,
            KeptExif exif,
            int width,
            int height) {
        /** How it was written. */
        public OutputFormat outputFormat() {
            return new OutputFormat(format, bitsPerSample, quality, exif);
        }
    }

    /**
     * The manifest of a result.
     *
     * @param file of the result
     * @param bytes of the result
     * @param recipe as it was asked for; the manifest names the precision that was used
     * @param job null if no service was asked
     */
    public static Manifest of(
            String file,
            byte[] bytes,
            OutputFormat format,
            Pastiche pastiche,
            Machine machine,
            Recipe recipe,
            Inputs inputs,
            @Nullable Job job) {
        Execution execution = pastiche.execution();
        return new Manifest(
                VERSION,
                machine.versions(),
                machine.processor(),
                machine.device(),
                Math.max(1, execution.threads()),
                execution.backEnd(),
                execution.precision().label(),
                new Memory(
                        execution.tileSidePixels(),
                        execution.memoryBytes() == 0 ? Long.MAX_VALUE : execution.memoryBytes()),
                new Weights(machine.weights().location(), machine.weights().sha256()),
                json(recipe.withPrecision(execution.precision())),
                inputs.content(),
                inputs.styles(),
                inputs.shares(),
                inputs.masks(),
                inputs.start(),
                inputs.protection(),
                job,
                pastiche.ending() == Ending.FINISHED_EARLY
                        ? new Partial(pastiche.plan().steps(), recipe.totalSteps())
                        : null,
                pastiche.curve(),
                new Result(
                        file,
                        Sha256.of(bytes),
                        format.format(),
                        format.bitsPerSample(),
                        format.quality(),
                        format.exif(),
                        pastiche.plan().width(),
                        pastiche.plan().height()));
    }

    private static JsonNode json(Recipe recipe) {
        try {
            return MAPPER.readTree(RecipeJson.write(recipe));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recipe's own JSON cannot be read", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @param json at most {@link #MOST_BYTES}
     * @throws InvalidManifestException if it is none
     */
    public static Manifest read(byte[] json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            addWhatOlderOnesDoNotSay(tree);
            Manifest found = MAPPER.treeToValue(tree, Manifest.class);
            if (found.manifest != VERSION) {
                throw new InvalidManifestException(
                        "this program reads manifests of version " + VERSION + " but this one has " + found.manifest);
            }
            return found;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidManifestException("it has an unknown field, " + path(e));
        } catch (JsonMappingException e) {
            throw new InvalidManifestException("its field " + path(e) + " is missing or not as a manifest has it");
        } catch (JsonProcessingException e) {
            throw new InvalidManifestException(
                    "it is not valid JSON at line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot be read", e);
        }
    }

    private static void addWhatOlderOnesDoNotSay(JsonNode tree) {
        if (tree.path("result") instanceof ObjectNode result && !result.has("exif")) {
            result.put("exif", KeptExif.NONE.name()); // they kept none
        }
        if (tree instanceof ObjectNode manifest && tree.path("styles") instanceof ArrayNode styles) {
            if (!manifest.has("shares")) {
                manifest.set("shares", MAPPER.valueToTree(Collections.nCopies(styles.size(), 1.0)));
            }
            if (!manifest.has("job")) {
                manifest.putNull("job");
            }
            if (!manifest.has("losses")) {
                manifest.set("losses", MAPPER.valueToTree(LossCurve.NONE));
            }
            for (String newer : List.of("protection", "partial")) {
                if (!manifest.has(newer)) {
                    manifest.putNull(newer);
                }
            }
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    /** Indented JSON in UTF-8. */
    public byte[] json() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written as JSON", e);
        }
    }
}
