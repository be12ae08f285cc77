package org.stylize.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;
import org.stylize.base.Stop;
import org.stylize.engine.Machine;
import org.stylize.engine.manifest.Manifest;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.WeightsException;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * Makes a result again from its manifest: same pictures by their digests, same recipe and precision, same weights, back
 * end and number of threads. On the same kind of processor, with the same versions, that gives the same bytes.
 */
final class Replay {
    private final Path file;
    private final @Nullable Path pictures;
    private final Manifest manifest;
    private final Recipe recipe;
    private final StylizerSettings settings;
    private final OutputFormat format;

    private Replay(
            Path file,
            @Nullable Path pictures,
            Manifest manifest,
            Recipe recipe,
            StylizerSettings settings,
            OutputFormat format) {
        this.file = file;
        this.pictures = pictures;
        this.manifest = manifest;
        this.recipe = recipe;
        this.settings = settings;
        this.format = format;
    }

    /**
     * Reads the manifest.
     *
     * @param pictures directory where pictures are looked for that are not where the manifest says; null for none
     */
    static Replay of(Path file, @Nullable Path pictures) throws IOException {
        Manifest manifest = ManifestFile.read(file);
        if (pictures != null && !Files.isDirectory(pictures)) {
            throw new UsageException("--pictures: there is no directory " + pictures);
        }
        Recipe recipe = RecipeJson.read(manifest.recipe().toString());
        try {
            return new Replay(
                    file,
                    pictures,
                    manifest,
                    recipe,
                    settings(manifest),
                    manifest.result().outputFormat());
        } catch (IllegalArgumentException | WeightsException e) {
            throw new UsageException("--replay: " + file + ": " + e.getMessage());
        }
    }

    /** Beside the manifest, by the result's name with {@code .replayed} before its ending. */
    Path defaultOutput() {
        Path result = firstResult();
        return FileName.withEnding(result, ".replayed" + FileName.ending(result));
    }

    /** Adds what is read. */
    void addTo(RunFiles files) throws IOException {
        files.reads("manifest that is replayed", file);
        files.reads("first result", firstResult());
        files.reads("content image", file.resolveSibling(manifest.content().file()));
        for (Manifest.Picture style : manifest.styles()) {
            files.reads("style image", file.resolveSibling(style.file()));
        }
        for (Manifest.Picture mask : manifest.masks()) {
            files.reads("mask", file.resolveSibling(mask.file()));
        }
        if (manifest.start() != null) {
            files.reads("start picture", file.resolveSibling(manifest.start().file()));
        }
        if (manifest.protection() != null) {
            files.reads(
                    "protection mask", file.resolveSibling(manifest.protection().file()));
        }
    }

    /** How the result is written. */
    OutputFormat format() {
        return format;
    }

    private Path firstResult() {
        Path name = Path.of(manifest.result().file()).getFileName(); // beside the manifest, whatever it says
        return file.resolveSibling(String.valueOf(name));
    }

    /**
     * Paints again, writes the result and its own manifest, and compares.
     *
     * @return the exit code: {@link ExitCodes#OK} if the bytes are the same, else {@link ExitCodes#DIFFERENT}
     * @throws InputException if a picture is missing or another than it was
     */
    int run(Path output, @Nullable Path trace, PrintWriter err, Stop stop) throws IOException {
        Inputs inputs = inputs();
        if (recipe.stop().looksAtTime()) {
            err.println("stylize: the recipe has a time budget, so how many steps are done depends on the machine");
        }
        Manifest.Partial partial = manifest.partial();
        if (partial != null) {
            err.println("The first result is partial, after step " + partial.step() + " of " + partial.steps()
                    + ", and so is this one.");
        }
        try (Painter painter = Painter.open(settings, err, stop)) {
            Painter.Painted painted =
                    painter.paint(Painter.Order.of(recipe, inputs, format).upTo(partial == null ? 0 : partial.step()));
            painter.write(painted, output, trace);
            String found = Sha256.of(painted.file());
            if (found.equals(manifest.result().sha256())) {
                err.println("Same bytes: SHA-256 " + found);
                return ExitCodes.OK;
            }
            err.println("stylize: other bytes than the manifest says: expected SHA-256 "
                    + manifest.result().sha256() + " but made " + found);
            pixelDifference(painted.file()).ifPresent(difference -> err.println("  " + difference));
            differences(painter.machine()).forEach(difference -> err.println("  " + difference));
            return ExitCodes.DIFFERENT;
        }
    }

    private static StylizerSettings settings(Manifest manifest) {
        return new StylizerSettings(
                manifest.device(),
                manifest.threads(),
                new WeightsSource(
                        manifest.weights().location(), manifest.weights().sha256()),
                EngineOptions.LONGEST_SIDE_PIXELS,
                BackEndKind.labelled(manifest.backEnd()),
                new MemorySettings(
                        manifest.memory().tileSidePixels(),
                        manifest.memory().jobBytes(),
                        MemorySettings.AUTOMATIC.styleCacheBytes()),
                false,
                ImageLimits.DEFAULT);
    }

    private Inputs inputs() throws IOException {
        int count = manifest.styles().size();
        if (manifest.shares().size() != count) {
            throw new UsageException("--replay: " + file + ": shares must be one for each of the " + count
                    + " styles but are " + manifest.shares().size());
        }
        if (!manifest.masks().isEmpty() && manifest.masks().size() != count) {
            throw new UsageException("--replay: " + file + ": masks must be none or one for each of the " + count
                    + " styles but are " + manifest.masks().size());
        }
        List<Inputs.Style> styles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            styles.add(new Inputs.Style(
                    same(
                            PictureOptions.role("style image", i, count),
                            manifest.styles().get(i)),
                    manifest.shares().get(i),
                    manifest.masks().isEmpty()
                            ? null
                            : same(
                                    PictureOptions.role("mask", i, count),
                                    manifest.masks().get(i))));
        }
        Manifest.Picture start = manifest.start();
        Manifest.Picture protection = manifest.protection();
        return new Inputs(
                same("content image", manifest.content()),
                styles,
                start == null ? null : same("start picture", start),
                protection == null ? null : same("protection mask", protection));
    }

    private InputPicture same(String role, Manifest.Picture expected) throws IOException {
        Path place = file.resolveSibling(expected.file());
        if (!Files.isRegularFile(place)) {
            Optional<InputPicture> elsewhere = pictures == null ? Optional.empty() : in(pictures, role, expected);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            throw new InputException(role + ": the manifest expects a file of SHA-256 " + expected.sha256() + " at "
                    + place + " but there is none");
        }
        InputPicture found = InputPicture.read(role, place);
        if (!found.sha256().equals(expected.sha256())) {
            throw new InputException(role + ": " + place + " is another file than it was: expected SHA-256 "
                    + expected.sha256() + " but found " + found.sha256());
        }
        return found;
    }

    /** The file of a directory with the expected digest, whatever its name. */
    private static Optional<InputPicture> in(Path directory, String role, Manifest.Picture expected)
            throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(each) <= ImageLimits.DEFAULT.maxBytes()
                        && Sha256.of(Files.readAllBytes(each)).equals(expected.sha256())) {
                    return Optional.of(InputPicture.read(role, each));
                }
            }
        }
        return Optional.empty();
    }

    /** How much the pixels differ from those of the first result; empty if its file is missing or changed. */
    private Optional<String> pixelDifference(byte[] again) throws IOException {
        Path place = firstResult();
        if (!Files.isRegularFile(place) || Files.size(place) > ImageLimits.DEFAULT.maxBytes()) {
            return Optional.empty();
        }
        byte[] first = Files.readAllBytes(place);
        if (!Sha256.of(first).equals(manifest.result().sha256())) {
            return Optional.empty();
        }
        float[] expected = ImageDecoder.decode(first, ImageLimits.DEFAULT).units();
        float[] found = ImageDecoder.decode(again, ImageLimits.DEFAULT).units();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs(expected[i] - found[i]);
        }
        return Optional.of(
                sum == 0
                        ? "The pixels are the same: only what the file says of itself is not."
                        : String.format(
                                Locale.ROOT,
                                "The pixels differ by %.3g of 255 levels in the mean.",
                                255 * sum / expected.length));
    }

    /** What has changed since the first run and may be the reason. */
    private List<String> differences(Machine machine) {
        List<String> differences = new ArrayList<>();
        if (!machine.processor().equals(manifest.processor())) {
            differences.add("processor was " + manifest.processor() + " and is " + machine.processor());
        }
        machine.versions().forEach((name, found) -> {
            String then = manifest.versions().getOrDefault(name, "unknown");
            if (!then.equals(found)) {
                differences.add(name + " was " + then + " and is " + found);
            }
        });
        return differences.isEmpty() ? List.of("Versions and processor are the same.") : differences;
    }
}
