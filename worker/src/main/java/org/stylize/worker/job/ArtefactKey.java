package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
import org.stylize.proto.Attempt;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.Tenant;

/**
 * Names what an attempt makes. Each attempt has its own keys, so that two attempts at one job never overwrite each
 * other.
 *
 * @param job that it belongs to, and whose that is
 * @param attempt id of the attempt that made it
 * @param kind what it is
 * @param step after which it was made; 0 for what an attempt has one of
 * @param format of its bytes; decides the content type
 */
public record ArtefactKey(JobKeys job, String attempt, Kind kind, int step, Format format) {
    /** By step, then by attempt. */
    public static final Comparator<ArtefactKey> ORDER =
            Comparator.comparingInt(ArtefactKey::step).thenComparing(ArtefactKey::attempt);

    private static final Pattern ATTEMPT = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern IN_ATTEMPT =
            Pattern.compile("([^/]+)/jobs/([^/]+)/([^/]+)/([a-z]+)(?:-([0-9]{5,9}))?\\.([a-z]+)");
    private static final Pattern CHECKPOINT =
            Pattern.compile("([^/]+)/jobs/([^/]+)/checkpoints/([0-9]{5,9})-([^/]+)\\.([a-z]+)");

    /** What an attempt makes. */
    public enum Kind {
        /** The result. */
        PASTICHE(false),
        /** The picture as it is after a step, for those who watch. */
        PREVIEW(true),
        /** How the result was made. */
        MANIFEST(false),
        /** Everything that is needed to go on after a step. */
        CHECKPOINT(true);

        private final boolean stepped;

        Kind(boolean stepped) {
            this.stepped = stepped;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How an artefact is encoded. */
    public enum Format {
        PNG("png", ImageFormat.PNG.mediaType()),
        JPEG("jpg", ImageFormat.JPEG.mediaType()),
        WEBP("webp", ImageFormat.WEBP.mediaType()),
        TIFF("tif", ImageFormat.TIFF.mediaType()),
        JSON("json", "application/json"),
        SAFETENSORS("safetensors", "application/octet-stream");

        private final String ending;
        private final String contentType;

        Format(String ending, String contentType) {
            this.ending = ending;
            this.contentType = contentType;
        }

        /**
         * That of a pastiche.
         *
         * @param format one that is written
         */
        static Format of(ImageFormat format) {
            return switch (format) {
                case PNG -> PNG;
                case JPEG -> JPEG;
                case WEBP -> WEBP;
                case TIFF -> TIFF;
                case BMP, GIF -> throw new IllegalArgumentException("no pastiche is written as " + format);
            };
        }

        /** The registered media type. */
        public String contentType() {
            return contentType;
        }

        private static Optional<Format> endingIn(String ending) {
            for (Format format : values()) {
                if (format.ending.equals(ending)) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    public ArtefactKey {
        requireNonNull(job, "job is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(format, "format is null");
        if (!ATTEMPT.matcher(attempt).matches()) {
            throw new IllegalArgumentException(
                    "attempt must be 1 to 64 letters, digits or hyphens but is '" + attempt + "'");
        }
        if (kind.stepped ? step < 1 : step != 0) {
            throw new IllegalArgumentException("step of a " + kind.label() + " must be "
                    + (kind.stepped ? "at least 1" : "0") + " but is " + step);
        }
    }

    public static ArtefactKey pastiche(JobKeys job, Attempt attempt, Format format) {
        return new ArtefactKey(job, attempt.id(), Kind.PASTICHE, 0, format);
    }

    /** A preview is a JPEG. */
    public static ArtefactKey preview(JobKeys job, Attempt attempt, int step) {
        return new ArtefactKey(job, attempt.id(), Kind.PREVIEW, step, Format.JPEG);
    }

    public static ArtefactKey manifest(JobKeys job, Attempt attempt) {
        return new ArtefactKey(job, attempt.id(), Kind.MANIFEST, 0, Format.JSON);
    }

    public static ArtefactKey checkpoint(JobKeys job, Attempt attempt, int step) {
        return new ArtefactKey(job, attempt.id(), Kind.CHECKPOINT, step, Format.SAFETENSORS);
    }

    /** The beginning of the object keys of all artefacts of one kind of one job. */
    public static String prefix(JobKeys job, Kind kind) {
        return job.made() + (kind == Kind.CHECKPOINT ? "checkpoints/" : "");
    }

    /** The artefact key of an object key; empty if the object is not an artefact. */
    public static Optional<ArtefactKey> parse(String objectKey) {
        Matcher checkpoint = CHECKPOINT.matcher(objectKey);
        if (checkpoint.matches()) {
            return of(checkpoint, checkpoint.group(4), "checkpoint", checkpoint.group(3), checkpoint.group(5));
        }
        Matcher other = IN_ATTEMPT.matcher(objectKey);
        return other.matches()
                ? of(other, other.group(3), other.group(4), other.group(5), other.group(6))
                : Optional.empty();
    }

    /** @param key whose first two groups are tenant and job */
    private static Optional<ArtefactKey> of(
            Matcher key, String attempt, String label, @Nullable String step, String ending) {
        try {
            JobKeys job = new JobKeys(new Tenant(key.group(1)), JobId.parse(key.group(2)));
            Kind kind = Kind.valueOf(label.toUpperCase(Locale.ROOT));
            int number = step == null ? 0 : Integer.parseInt(step);
            return Format.endingIn(ending).map(format -> new ArtefactKey(job, attempt, kind, number, format));
        } catch (IllegalArgumentException | InvalidJobException e) {
            return Optional.empty(); // somebody else's object
        }
    }

    /** Where it lies in the bucket, for example {@code {tenant}/jobs/{job}/{attempt}/pastiche.png}. */
    public String objectKey() {
        String number = String.format(Locale.ROOT, "%05d", step);
        if (kind == Kind.CHECKPOINT) {
            return prefix(job, kind) + number + "-" + attempt + "." + format.ending;
        }
        return prefix(job, kind) + attempt + "/" + kind.label() + (kind.stepped ? "-" + number : "") + "."
                + format.ending;
    }

    /** The last part of the object key. */
    String fileName() {
        String key = objectKey();
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** The media type of its bytes. */
    public String contentType() {
        return format.contentType();
    }
}
