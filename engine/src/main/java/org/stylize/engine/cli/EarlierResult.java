package org.stylize.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;
import org.stylize.engine.manifest.InvalidManifestException;
import org.stylize.engine.manifest.Manifest;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * What lies where a result shall go. It is this program's own if a manifest beside it has the digest of its bytes, and is what
 * is asked for if that manifest says so.
 */
sealed interface EarlierResult {
    /** Does what the case asks for. */
    <R> R match(Cases<R> cases);

    /** One method for each case. */
    interface Cases<R> {
        R none();

        R same();

        R other(Other other);

        R foreign(Foreign foreign);
    }

    /** There is no file. */
    record None() implements EarlierResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.none();
        }
    }

    /** It is what is asked for. */
    record Same() implements EarlierResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.same();
        }
    }

    /** It is this program's own, but not what is asked for; may be replaced. */
    record Other(String difference) implements EarlierResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.other(this);
        }
    }

    /** It was not made by this program, or was changed since. */
    record Foreign(String reason) implements EarlierResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.foreign(this);
        }
    }

    /**
     * Looks.
     *
     * @param recipe as it is asked for; where it leaves the precision to the device, that of the earlier result will do
     */
    static EarlierResult at(Path result, Recipe recipe, Inputs inputs, OutputFormat format) throws IOException {
        if (!Files.exists(result)) {
            return new None();
        }
        Manifest manifest = manifestOf(result);
        if (manifest == null) {
            return new Foreign("it has no manifest that says how it was made");
        }
        if (!manifest.result().sha256().equals(sha256(result))) {
            return new Foreign("it is not the picture of its manifest");
        }
        List<String> differences = differences(manifest, recipe, inputs, format);
        return differences.isEmpty() ? new Same() : new Other(String.join(", ", differences));
    }

    private static @Nullable Manifest manifestOf(Path result) throws IOException {
        Path file = ManifestFile.beside(result);
        if (!Files.isRegularFile(file) || Files.size(file) > Manifest.MOST_BYTES) {
            return null;
        }
        try {
            return Manifest.read(Files.readAllBytes(file));
        } catch (InvalidManifestException e) {
            return null;
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Sha256.of(stream);
        }
    }

    private static List<String> differences(Manifest manifest, Recipe recipe, Inputs inputs, OutputFormat format) {
        List<String> differences = new ArrayList<>();
        if (manifest.partial() != null) {
            differences.add("it is partial");
        }
        if (!manifest.content().sha256().equals(inputs.content().sha256())) {
            differences.add("the photograph is another");
        }
        if (!digests(manifest.styles().stream())
                .equals(read(inputs.styles().stream().map(Inputs.Style::image)))) {
            differences.add("the styles are others");
        }
        if (!digests(manifest.masks().stream())
                .equals(read(inputs.styles().stream().map(Inputs.Style::mask).filter(Objects::nonNull)))) {
            differences.add("the masks are others");
        }
        if (!Objects.equals(digest(manifest.start()), digest(inputs.start()))) {
            differences.add("the start picture is another");
        }
        if (!Objects.equals(digest(manifest.protection()), digest(inputs.protection()))) {
            differences.add("the protection is another");
        }
        if (!isOf(manifest, recipe)) {
            differences.add("the recipe is another");
        }
        if (!manifest.result().outputFormat().equals(format)) {
            differences.add("the format is another");
        }
        return differences;
    }

    private static boolean isOf(Manifest manifest, Recipe asked) {
        try {
            Recipe then = RecipeJson.read(manifest.recipe().toString());
            Recipe now = asked.network().precision() == Network.Precision.AUTO
                    ? asked.withPrecision(then.network().precision())
                    : asked;
            return RecipeJson.write(then).equals(RecipeJson.write(now));
        } catch (InvalidRecipeException e) {
            return false; // of another version of this program
        }
    }

    private static List<String> digests(Stream<Manifest.Picture> pictures) {
        return pictures.map(Manifest.Picture::sha256).toList();
    }

    private static List<String> read(Stream<InputPicture> pictures) {
        return pictures.map(InputPicture::sha256).toList();
    }

    private static @Nullable String digest(Manifest.@Nullable Picture picture) {
        return picture == null ? null : picture.sha256();
    }

    private static @Nullable String digest(@Nullable InputPicture picture) {
        return picture == null ? null : picture.sha256();
    }
}
