package org.stylize.engine.stylizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.picture.DecodingStoppedException;
import org.stylize.engine.picture.PictureDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.ImageTooSmallException;
import org.stylize.recipe.Colours;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Start;

/**
 * Reads the pictures of a job, after it has checked their headers. Style images are decoded later, if they are needed.
 *
 * @param longestSidePixels longest side of a picture at any scale
 * @param limits of each picture file
 * @param decoder of all pictures, called on the thread that reads
 */
record PictureReader(int longestSidePixels, ImageLimits limits, PictureDecoder decoder) {
    /** Largest relative difference of aspect ratios. Sizes are whole pixels: the ratios of small pictures differ a little. */
    private static final double ASPECT_TOLERANCE = 0.05;

    /**
     * The pictures for a recipe.
     *
     * @param unwanted whether nobody wants the pastiche any more; asked while pictures are decoded, those of style images later
     * @param errands with which style images are decoded, so that it happens on this thread too
     * @throws UnsuitableJobException if one cannot be read, or does not suit the recipe
     * @throws DecodingStoppedException if nobody wants the pastiche any more
     */
    Originals read(Recipe recipe, Pictures pictures, BooleanSupplier unwanted, Errands errands) {
        List<Double> shares = shares(recipe, pictures);
        checkSuited(recipe, pictures);
        checkHeader("content image", pictures.content().toArray(), recipe, 1);
        RgbImage content = decode("content image", pictures.content().toArray(), unwanted);
        List<StyleOriginal> styles = new ArrayList<>();
        List<Mask.Picture> masks = new ArrayList<>();
        for (Pictures.Style style : pictures.styles()) {
            ImageBytes file = style.image();
            String role = pictures.styles().size() == 1 ? "style image" : "style image " + (styles.size() + 1);
            ImageSize size = checkHeader(role, file.toArray(), recipe, recipe.styleScale());
            styles.add(new StyleOriginal(
                    size,
                    identity(recipe.colours(), file, pictures.content()),
                    shares.get(styles.size()),
                    () -> errands.done(() ->
                            KeptColours.before(recipe.colours(), decode(role, file.toArray(), unwanted), content))));
            if (style.mask() != null) {
                masks.add(mask("mask " + styles.size(), style.mask(), content, unwanted));
            }
        }
        ImageBytes protection = pictures.protection();
        return new Originals(
                content,
                styles,
                Region.of(masks, content.size()),
                start(recipe, pictures, content, unwanted),
                protection == null ? null : mask("protection mask", protection, content, unwanted));
    }

    /** The shares of the styles, which add up to 1: those of the pictures, or the recipe's blend, but not both. */
    private static List<Double> shares(Recipe recipe, Pictures pictures) {
        if (recipe.styleBlend().isEmpty()) {
            return pictures.shares();
        }
        if (!pictures.hasEqualShares()) {
            throw invalid("styleBlend must be empty where the styles have shares but is " + recipe.styleBlend());
        }
        try {
            return recipe.styleShares(pictures.styles().size());
        } catch (InvalidRecipeException e) {
            throw new UnsuitableJobException(Reason.INVALID_RECIPE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Equal only for equal style images, after they were recoloured. */
    private static String identity(Colours colours, ImageBytes style, ImageBytes content) {
        return switch (colours) {
            case STYLE, CONTENT_LUMINANCE -> sha256(style);
            case LINEAR_MATCH, HISTOGRAM_MATCH -> sha256(style) + " " + colours + " " + sha256(content);
        };
    }

    private static String sha256(ImageBytes file) {
        return Sha256.of(file.toArray());
    }

    private static void checkSuited(Recipe recipe, Pictures pictures) {
        boolean startsFromPicture = recipe.start() == Start.PICTURE;
        if (startsFromPicture && pictures.start() == null) {
            throw invalid("start is picture, but no picture to start from is given");
        }
        if (!startsFromPicture && pictures.start() != null) {
            throw invalid("start must be picture where a picture to start from is given but is "
                    + recipe.start().label());
        }
    }

    private static UnsuitableJobException invalid(String message) {
        return new UnsuitableJobException(Reason.INVALID_RECIPE, message);
    }

    private Mask.Picture mask(String role, ImageBytes file, RgbImage content, BooleanSupplier unwanted) {
        RgbImage picture = decode(role, file.toArray(), unwanted);
        if (!haveSameAspect(picture.size(), content.size())) {
            throw invalid(role + ": must have the aspect ratio of the content image " + content.size() + " but is "
                    + picture.size());
        }
        Mask.Picture mask = Mask.Picture.of(picture);
        if (mask.share() < Mask.Picture.LEAST_SHARE) {
            throw invalid(String.format(
                    Locale.ROOT,
                    "%s: must be white in at least %s %% of the picture but is in %.3f %%",
                    role,
                    100 * Mask.Picture.LEAST_SHARE,
                    100 * mask.share()));
        }
        return mask;
    }

    private @Nullable RgbImage start(Recipe recipe, Pictures pictures, RgbImage content, BooleanSupplier unwanted) {
        ImageBytes file = pictures.start();
        if (file == null) {
            return null;
        }
        RgbImage start = decode("start picture", file.toArray(), unwanted);
        ImageSize pastiche = recipe.sizeFor(content.size());
        if (!haveSameAspect(start.size(), pastiche)) {
            throw invalid("start picture: must have the aspect ratio of the pastiche, which will be " + pastiche
                    + ", but is " + start.size());
        }
        return start;
    }

    private static boolean haveSameAspect(ImageSize a, ImageSize b) {
        return Math.abs(aspect(a) / aspect(b) - 1) <= ASPECT_TOLERANCE;
    }

    private static double aspect(ImageSize size) {
        return (double) size.width() / size.height();
    }

    /** The size of the picture, if the recipe and the limits allow it. */
    private ImageSize checkHeader(String role, byte[] bytes, Recipe recipe, double factor) {
        try {
            ImageHeader header = ImageHeader.read(bytes);
            limits.check(header, bytes.length);
            ImageSize original = new ImageSize(header.width(), header.height());
            for (Scales.Scale scale : recipe.stages()) {
                ImageSize size =
                        factor == 1 ? recipe.contentSizeFor(original, scale) : recipe.styleSizeFor(original, scale);
                if (size.longSide() > longestSidePixels) {
                    throw new UnsuitableJobException(
                            Reason.IMAGE_TOO_LARGE,
                            role + ": the long side must be at most " + longestSidePixels
                                    + " pixels here, but the recipe asks for " + size);
                }
            }
            return original;
        } catch (ImageException e) {
            throw new UnsuitableJobException(problemOf(e), role + ": " + e.getMessage(), e);
        } catch (InvalidRecipeException e) {
            throw new UnsuitableJobException(Reason.INVALID_RECIPE, role + ": " + e.getMessage(), e);
        }
    }

    private RgbImage decode(String role, byte[] bytes, BooleanSupplier unwanted) {
        try {
            return decoder.decode(bytes, limits, unwanted);
        } catch (ImageException e) {
            throw new UnsuitableJobException(problemOf(e), role + ": " + e.getMessage(), e);
        }
    }

    private static Reason problemOf(ImageException e) {
        if (e instanceof ImageTooLargeException) {
            return Reason.IMAGE_TOO_LARGE;
        }
        return e instanceof ImageTooSmallException ? Reason.IMAGE_TOO_SMALL : Reason.IMAGE_UNREADABLE;
    }
}
