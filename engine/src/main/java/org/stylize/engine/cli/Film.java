package org.stylize.engine.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stylize.base.WholeFile;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.Motion;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageException;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Start;

/**
 * Orders of the frames of a film. The first is painted as a photograph is. Each other one begins as the painted frame before it,
 * moved as the film moves ({@link Motion}), and gets the steps of the recipe's last scale only: what was painted stays where it
 * was, and what came into sight is painted anew. Ruder, Dosovitskiy and Brox, <i>Artistic Style Transfer for Videos</i> (2016),
 * section 4.1.
 */
final class Film implements FolderRun.Orders {
    /** Share of a frame that must be found in the one before, else it is the first of a new scene. */
    private static final double LEAST_SHARE = 0.5;

    private final Recipe recipe;
    private final Recipe following;
    private final Function<InputPicture, Inputs> inputs;

    /** @param inputs puts a frame to the other pictures */
    Film(Recipe recipe, Function<InputPicture, Inputs> inputs) {
        this.recipe = requireNonNull(recipe, "recipe is null");
        this.following = following(recipe);
        this.inputs = requireNonNull(inputs, "inputs is null");
    }

    /** The recipe of frames that follow another: the last scale, with the losses and steps that it has. */
    static Recipe following(Recipe recipe) {
        Scales.Scale last = recipe.stages().get(recipe.stages().size() - 1);
        return recipe.toBuilder()
                .losses(recipe.lossesAt(last).losses())
                .scales(new Scales.Single())
                .steps(last.steps())
                .start(Start.PICTURE)
                .build();
    }

    @Override
    public boolean dependOnTheItemBefore() {
        return true;
    }

    @Override
    public FolderRun.Ordered of(Folder.Item item, InputPicture photograph, Folder.@Nullable Item before)
            throws IOException {
        Inputs alone = inputs.apply(photograph);
        FolderRun.Ordered asFirst = new FolderRun.Ordered(recipe, alone, "");
        if (before == null) {
            return asFirst;
        }
        RgbImage frame = decoded("content image", photograph);
        RgbImage earlier = decoded("frame before", InputPicture.read("frame before", before.photograph()));
        ImageSize size;
        try {
            size = recipe.sizeFor(frame.size());
            if (!recipe.sizeFor(earlier.size()).equals(size)) {
                return new FolderRun.Ordered(recipe, alone, "It begins a new scene: it has another size.");
            }
        } catch (InvalidRecipeException e) {
            return asFirst; // whoever paints it says why not
        }
        RgbImage here = resized(frame, size);
        Motion motion = Motion.between(resized(earlier, size), here);
        if (motion.share() < LEAST_SHARE) {
            return new FolderRun.Ordered(recipe, alone, "It begins a new scene: " + found(motion));
        }
        RgbImage painted = decoded("painted frame before", InputPicture.read("painted frame before", before.result()));
        WholeFile.write(item.start(), ImageEncoder.png(motion.carried(painted, here)));
        return new FolderRun.Ordered(
                following,
                new Inputs(
                        alone.content(),
                        alone.styles(),
                        InputPicture.read("start picture", item.start()),
                        alone.protection()),
                "It follows " + before.name() + ": " + found(motion));
    }

    private static String found(Motion motion) {
        return String.format(Locale.ROOT, "%.0f %% of it were seen before.", 100 * motion.share());
    }

    private static RgbImage resized(RgbImage picture, ImageSize size) {
        return picture.size().equals(size) ? picture : PillowResampling.BICUBIC.resize(picture, size);
    }

    private static RgbImage decoded(String role, InputPicture picture) {
        try {
            return ImageDecoder.decode(picture.bytes().toArray(), ImageLimits.DEFAULT);
        } catch (ImageException e) {
            throw new InputException(role + ": " + e.getMessage());
        }
    }
}
