package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Start;
import picocli.CommandLine.Option;

/** Pictures beside the two that are arguments. */
final class PictureOptions {
    @Option(
            names = "--style",
            paramLabel = "FILE",
            description = "One more painting, after those among the arguments; up to " + Recipe.MOST_STYLES
                    + " in all, mixed by --blend.")
    private List<Path> styles = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "Grey picture that is white where a style applies; one for each style, in the same order.")
    private List<Path> masks = new ArrayList<>();

    @Option(
            names = "--protect",
            paramLabel = "FILE",
            description =
                    "Grey picture that is white where the photograph stays as it is, a face or a logo; soft where "
                            + "it passes into the painting.")
    private @Nullable Path protection;

    @Option(
            names = "--start",
            paramLabel = "WHAT",
            description =
                    "What the picture is before the first step: content, noise, grey, style-statistics, or a file.")
    private @Nullable String start;

    /** All styles: those among the arguments, then those of the option. */
    List<Path> styles(List<Path> arguments) {
        return Stream.concat(arguments.stream(), styles.stream()).toList();
    }

    /** Adds what is read beside the content image. */
    void addTo(RunFiles files, List<Path> styleArguments) throws IOException {
        List<Path> all = styles(styleArguments);
        for (int i = 0; i < all.size(); i++) {
            files.reads(role("style image", i, all.size()), all.get(i));
        }
        for (int i = 0; i < masks.size(); i++) {
            files.reads(role("mask", i, masks.size()), masks.get(i));
        }
        if (protection != null) {
            files.reads("protection mask", protection);
        }
        if (start != null && namedStart(start).isEmpty()) {
            files.reads("start picture", Path.of(start));
        }
    }

    /**
     * Reads everything.
     *
     * @throws org.stylize.engine.UnsuitableJobException if a picture is missing, too large or none
     */
    Inputs read(Path content, List<Path> styleArguments) throws IOException {
        return others(styleArguments).apply(InputPicture.read("content image", content));
    }

    /**
     * Reads everything but the content image.
     *
     * @return puts a content image to the rest
     * @throws org.stylize.engine.UnsuitableJobException if a picture is missing, too large or none
     */
    Function<InputPicture, Inputs> others(List<Path> styleArguments) throws IOException {
        List<Path> all = styles(styleArguments);
        if (!masks.isEmpty() && masks.size() != all.size()) {
            throw new UsageException("--mask: masks must be none or one for each of the " + all.size()
                    + " styles but are " + masks.size());
        }
        List<Inputs.Style> pictures = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            pictures.add(new Inputs.Style(
                    InputPicture.read(role("style image", i, all.size()), all.get(i)),
                    1,
                    masks.isEmpty() ? null : InputPicture.read(role("mask", i, masks.size()), masks.get(i))));
        }
        @Nullable
        InputPicture started = start == null || namedStart(start).isPresent()
                ? null
                : InputPicture.read("start picture", Path.of(start));
        @Nullable InputPicture kept = protection == null ? null : InputPicture.read("protection mask", protection);
        return content -> new Inputs(content, pictures, started, kept);
    }

    /** The recipe with the start asked for. */
    Recipe applied(Recipe recipe) {
        if (start == null) {
            return recipe;
        }
        return recipe.toBuilder().start(namedStart(start).orElse(Start.PICTURE)).build();
    }

    /** As in messages: with a number where there are several. */
    static String role(String name, int index, int count) {
        return count == 1 ? name : name + " " + (index + 1);
    }

    private static Optional<Start> namedStart(String name) {
        for (Start value : Start.values()) {
            if (value != Start.PICTURE
                    && value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
