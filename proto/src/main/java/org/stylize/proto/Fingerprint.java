package org.stylize.proto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;

/**
 * What a job asks for, in 64 digits: {@code 2:} and the SHA-256 of the canonical form below.
 *
 * <p>The canonical form is one byte, the version, and then fields, each with its length before it (4 bytes, the most
 * significant first). Texts are UTF-8; a field that is absent has length 0. In order: the content image's URI; the
 * number of styles (4 bytes); for each style its image's URI, its share (8 bytes, IEEE 754) and its mask's URI; the
 * start picture's URI; and {@code preset}, the preset's name and the overrides, or {@code recipe} and the recipe's
 * JSON. If the job has a ttl, {@code ttl} and its seconds (8 bytes) and nanoseconds (4 bytes) follow; if it has a
 * deadline, {@code deadline} and its seconds since 1970 and nanoseconds.
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
        Fields fields = new Fields();
        JobPictures<ImageRef> pictures = job.pictures();
        fields.add(pictures.content());
        fields.add(bytes(pictures.styles().size()));
        for (JobPictures.Style<ImageRef> style : pictures.styles()) {
            fields.add(style.image());
            fields.add(
                    ByteBuffer.allocate(Double.BYTES).putDouble(style.share()).array());
            fields.add(style.mask());
        }
        fields.add(pictures.start());
        job.recipe().match(new RecipeChoice.Cases<Fields>() {
            @Override
            public Fields preset(RecipeChoice.Preset preset) {
                return fields.add("preset").add(preset.name()).add(preset.overridesJson());
            }

            @Override
            public Fields explicit(RecipeChoice.Explicit explicit) {
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
        return fields.bytes();
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

    /** Fields one after the other, each with its length before it. */
    private static final class Fields {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Fields() {
            bytes.write(VERSION);
        }

        void add(@Nullable ImageRef image) {
            add(image == null ? "" : image.uri());
        }

        Fields add(String text) {
            return add(text.getBytes(UTF_8));
        }

        Fields add(byte[] content) {
            bytes.writeBytes(Fingerprint.bytes(content.length));
            bytes.writeBytes(content);
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
