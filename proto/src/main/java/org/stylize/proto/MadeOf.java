package org.stylize.proto;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * What a pastiche is made of, as a text: {@code 1:} and the SHA-256 of fields, each with its length before it (4 bytes, the
 * most significant first). In order: the recipe that the caller's choice stood for, as JSON; the digest of the content
 * image; the number of styles (4 bytes); for each style the digest of its image, its share (8 bytes, IEEE 754) and the
 * digest of its mask; the digest of the start picture. A digest is the SHA-256 of the bytes, in hexadecimal; one that is
 * absent has length 0. If there is a protection mask, {@code protection} and its digest follow; if the pastiche is not written as a PNG of
 * 8 bits, {@code output} and how it is written.
 *
 * <p>Two jobs with equal texts asked for the same pastiche, whatever their pictures are called. What the recipe leaves open
 * may have been decided in another way: precision, threads, tiles, release.
 */
public final class MadeOf {
    private static final String PREFIX = "1:";

    private MadeOf() {}

    /**
     * The text.
     *
     * @param digests of the pictures
     * @param recipe resolved
     * @param output how the pastiche is written
     */
    public static String of(JobPictures<String> digests, Recipe recipe, OutputFormat output) {
        LengthPrefixed fields = new LengthPrefixed();
        fields.add(RecipeJson.write(recipe)).add(digests.content());
        List<JobPictures.Style<String>> styles = digests.styles();
        fields.add(ByteBuffer.allocate(Integer.BYTES).putInt(styles.size()).array());
        for (JobPictures.Style<String> style : styles) {
            fields.add(style.image());
            fields.add(
                    ByteBuffer.allocate(Double.BYTES).putDouble(style.share()).array());
            fields.add(textOf(style.mask()));
        }
        fields.add(textOf(digests.start()));
        if (digests.protection() != null) {
            fields.add("protection").add(digests.protection());
        }
        if (!output.equals(OutputFormat.PNG)) {
            fields.add("output")
                    .add(String.join(
                            " ",
                            output.format().name(),
                            String.valueOf(output.bitsPerSample()),
                            String.valueOf(output.quality()),
                            output.exif().name()));
        }
        return PREFIX + Sha256.of(fields.bytes());
    }

    private static String textOf(@Nullable String digest) {
        return digest == null ? "" : digest;
    }
}
