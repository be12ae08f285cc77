package org.stylize.proto;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.image.OutputFormat;

/**
 * What a job asks for, in 64 digits: {@code 2:} and the SHA-256 of the canonical form below.
 *
 * <p>The canonical form is one byte, the version, and then fields, each with its length before it (4 bytes, the most
 * significant first). Texts are UTF-8; a field that is absent has length 0. In order: the content image's URI; the
 * number of styles (4 bytes); for each style its image's URI, its share (8 bytes, IEEE 754) and its mask's URI; the
 * start picture's URI; and {@code preset}, the preset's name and the overrides, or {@code recipe} and the recipe's
 * JSON. If the job has a ttl, {@code ttl} and its seconds (8 bytes) and nanoseconds (4 bytes) follow; if it has a
 * deadline, {@code deadline} and its seconds since 1970 and nanoseconds. If it is in the batch lane, {@code lane} and {@code
 * batch}; if it has a protection mask, {@code protection} and the mask's URI; if it is not written as a PNG of 8 bits, {@code
 * output} and the format's name, bits of a sample and quality (4 bytes each) and what is kept of EXIF; for each label {@code label},
 * name and value, and for the metadata {@code metadata}, name and value, in the order of the names; if it is of a batch, {@code of-batch} and the batch's
 * id.
 *
 * <p>The form must never change under one version, for records of jobs keep fingerprints. Version 1 had no prefix and
 * was made of texts that Java chose; it is never compared, see {@link JobRecord#isFor}.
 */
final class Fingerprint {
    private static final int VERSION = 2;
    private static final String PREFIX = VERSION + ":";

    private Fingerprint() {}

    static String of(StylizationJob job) {
        return PREFIX + Sha256.of(input(job));
    }

    /** Whether a stored fingerprint can be compared with a new one. */
    static boolean isOfThisVersion(String fingerprint) {
        return fingerprint.startsWith(PREFIX);
    }

    /** The canonical form. */
    static byte[] input(StylizationJob job) {
        LengthPrefixed fields = new LengthPrefixed();
        JobPictures<ImageRef> pictures = job.pictures();
        fields.add(uri(pictures.content()));
        fields.add(bytes(pictures.styles().size()));
        for (JobPictures.Style<ImageRef> style : pictures.styles()) {
            fields.add(uri(style.image()));
            fields.add(
                    ByteBuffer.allocate(Double.BYTES).putDouble(style.share()).array());
            fields.add(uri(style.mask()));
        }
        fields.add(uri(pictures.start()));
        job.recipe().match(new RecipeChoice.Cases<LengthPrefixed>() {
            @Override
            public LengthPrefixed preset(RecipeChoice.Preset preset) {
                return fields.add("preset").add(preset.name()).add(preset.overridesJson());
            }

            @Override
            public LengthPrefixed explicit(RecipeChoice.Explicit explicit) {
                return fields.add("recipe").add(explicit.recipeJson());
            }
        });
        Duration ttl = job.terms().ttl();
        if (ttl != null) {
            fields.add("ttl").add(bytes(ttl.toSeconds(), ttl.toNanosPart()));
        }
        Instant deadline = job.terms().deadline();
        if (deadline != null) {
            fields.add("deadline").add(bytes(deadline.getEpochSecond(), deadline.getNano()));
        }
        if (job.terms().lane() != Lane.INTERACTIVE) {
            fields.add("lane").add("batch");
        }
        if (pictures.protection() != null) {
            fields.add("protection").add(uri(pictures.protection()));
        }
        add(job.output(), fields);
        add(job.tags(), fields);
        byte[] bytes = fields.bytes();
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) VERSION)
                .put(bytes)
                .array();
    }

    private static void add(OutputFormat output, LengthPrefixed fields) {
        if (!output.equals(OutputFormat.PNG)) {
            fields.add("output")
                    .add(output.format().name())
                    .add(bytes(output.bitsPerSample()))
                    .add(bytes(output.quality()))
                    .add(output.exif().name());
        }
    }

    private static void add(JobTags tags, LengthPrefixed fields) {
        tags.labels().forEach((name, value) -> fields.add("label").add(name).add(value));
        tags.metadata()
                .forEach((name, value) -> fields.add("metadata").add(name).add(value));
        if (tags.batch() != null) {
            fields.add("of-batch").add(tags.batch().toString());
        }
    }

    private static byte[] bytes(long seconds, int nanos) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(seconds)
                .putInt(nanos)
                .array();
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static String uri(@Nullable ImageRef image) {
        return image == null ? "" : image.uri();
    }
}
