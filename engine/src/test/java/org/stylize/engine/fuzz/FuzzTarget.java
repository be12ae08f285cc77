package org.stylize.engine.fuzz;

import java.nio.charset.StandardCharsets;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.PhotographExif;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageException;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.KeptExif;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;

/** What reads bytes of strangers. Of any bytes each makes what it makes, or refuses them by its own exception. */
enum FuzzTarget {
    HEADER,
    JPEG,
    PNG,
    WEBP,
    TIFF,
    BMP,
    GIF,
    EXIF,
    RECIPE;

    private static final ImageLimits SMALL = new ImageLimits(100_000, 1 << 20, 1);

    /** Reads the bytes; anything thrown is a fault. */
    void read(byte[] bytes) {
        switch (this) {
            case HEADER -> header(bytes);
            case JPEG -> picture(bytes, ImageFormat.JPEG);
            case PNG -> picture(bytes, ImageFormat.PNG);
            case WEBP -> picture(bytes, ImageFormat.WEBP);
            case TIFF -> picture(bytes, ImageFormat.TIFF);
            case BMP -> picture(bytes, ImageFormat.BMP);
            case GIF -> picture(bytes, ImageFormat.GIF);
            case EXIF -> exif(bytes);
            case RECIPE -> recipe(bytes);
        }
    }

    private static void header(byte[] bytes) {
        try {
            ImageHeader header = ImageHeader.read(bytes);
            SMALL.check(header, bytes.length);
            require(header.width() > 0 && header.height() > 0, "a header without a size");
        } catch (ImageException expected) {
            require(expected.getMessage() != null, "a refusal without a reason");
        }
    }

    private static void picture(byte[] bytes, ImageFormat format) {
        try {
            ImageHeader header = ImageHeader.read(bytes);
            if (header.format() == format) {
                RgbImage picture = ImageDecoder.decode(bytes, SMALL);
                require(picture.size().equals(new ImageSize(header.width(), header.height())), "another size");
            }
        } catch (ImageException expected) {
            require(expected.getMessage() != null, "a refusal without a reason");
        }
    }

    private static void exif(byte[] bytes) {
        ImageSize size = new ImageSize(40, 30);
        for (ImageFormat format : ImageFormat.values()) {
            require(PhotographExif.of(bytes, format, size, KeptExif.ALL) != null, "neither EXIF nor none");
        }
    }

    private static void recipe(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            RecipeJson.read(text);
        } catch (InvalidRecipeException expected) {
            require(expected.getMessage() != null, "a refusal without a reason");
        }
        try {
            RecipeOverrides.fromJson(text);
        } catch (InvalidRecipeException expected) {
            require(expected.getMessage() != null, "a refusal without a reason");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
