package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.JobViews;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.proto.Extras;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Start;

/**
 * Accepts requests: checks everything that can be checked before a worker sees it, stores uploads, hands the job to the
 * broker, and only then says yes.
 *
 * <p>A request that repeats an earlier one, by its id or its idempotency key, is answered with the job of the earlier
 * one. Uploads are stored under the hash of their bytes, so that what makes two requests the same is in the job itself.
 * For any thread; waits for store and broker.
 */
public final class Submissions {
    private final JobViews views;
    private final ImageStore store;
    private final JobSubmissions broker;
    private final ImageInspection inspection;
    private final Clock clock;
    private final InFlight inFlight = new InFlight();
    private final Uploads uploads = new Uploads();

    public Submissions(JobViews views, ImageStore store, JobSubmissions broker, ImageLimits limits, Clock clock) {
        this.views = requireNonNull(views, "views is null");
        this.store = requireNonNull(store, "store is null");
        this.broker = requireNonNull(broker, "broker is null");
        this.inspection = new ImageInspection(store, limits);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * A job that the broker has.
     *
     * @param isNew false if an earlier request had made it
     */
    public record Accepted(JobRecord job, boolean isNew) {
        public Accepted {
            requireNonNull(job, "job is null");
        }
    }

    /**
     * Accepts a request.
     *
     * @throws InvalidRecipeException if there is no such recipe, or it does not suit the pictures
     * @throws InvalidJobException if a value is wrong
     * @throws RefusedException if a picture cannot be used, or id or key were used for another request
     * @throws UnavailableException if store or broker is away
     */
    public Accepted accept(SubmissionRequest request) {
        Recipe recipe = request.recipe().resolve();
        if (recipe.start() == Start.PICTURE) {
            throw new InvalidRecipeException("start", "must not be picture: a job has content and style images only");
        }
        List<Picture> pictures = new ArrayList<>();
        pictures.add(picture(request.content(), "content"));
        for (int i = 0; i < request.styles().size(); i++) {
            pictures.add(picture(request.styles().get(i), "style-" + i));
        }
        String name = request.id() != null
                ? request.id().toString()
                : request.idempotencyKey() != null ? "key " + request.idempotencyKey() : null;
        return name == null
                ? make(JobId.random(), request, pictures, recipe)
                : inFlight.alone(name, () -> makeOnce(request, pictures, recipe));
    }

    private Accepted makeOnce(SubmissionRequest request, List<Picture> pictures, Recipe recipe) {
        Optional<JobRecord> known = request.id() != null
                ? views.find(request.id())
                : views.findByKey(requireNonNull(request.idempotencyKey()));
        if (known.isEmpty()) {
            return make(request.id() != null ? request.id() : JobId.random(), request, pictures, recipe);
        }
        JobRecord earlier = known.get();
        if (job(earlier.id(), request, pictures).fingerprint().equals(earlier.fingerprint())) {
            return new Accepted(earlier, false);
        }
        throw new RefusedException(
                ProblemType.CONFLICTING_JOB,
                "the same "
                        + (request.id() != null ? "id" : "Idempotency-Key")
                        + " was used for job " + earlier.id() + ", which has other pictures or another recipe",
                request.id() != null ? "id" : "Idempotency-Key");
    }

    private Accepted make(JobId id, SubmissionRequest request, List<Picture> pictures, Recipe recipe) {
        StylizationJob job = job(id, request, pictures);
        List<Optional<ImageHeader>> headers = new ArrayList<>();
        for (Picture picture : pictures) {
            headers.add(
                    picture.source() instanceof ImageSource.Uploaded uploaded
                            ? inspection.check(uploaded)
                            : inspection.check(picture.source().field(), picture.ref(store.bucket(), id)));
        }
        headers.get(0).ifPresent(header -> recipe.sizeFor(new ImageSize(header.width(), header.height())));
        List<Runnable> puts = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            if (picture.source() instanceof ImageSource.Uploaded uploaded) {
                String mediaType = headers.get(i)
                        .map(header -> header.format().mediaType())
                        .orElse("image/tiff");
                puts.add(() -> store.put(picture.ref(store.bucket(), id), uploaded.upload(), mediaType));
            }
        }
        uploads.doAll(puts);
        broker.submit(job);
        return new Accepted(views.submitted(job, job.submittedAt()), true);
    }

    private StylizationJob job(JobId id, SubmissionRequest request, List<Picture> pictures) {
        List<ImageRef> images = pictures.stream()
                .map(picture -> picture.ref(store.bucket(), id))
                .toList();
        Instant at = clock.instant();
        return new StylizationJob(
                id,
                images.get(0),
                images.subList(1, images.size()),
                request.recipe(),
                at,
                request.idempotencyKey(),
                Extras.NONE);
    }

    private Picture picture(ImageSource source, String name) {
        if (source instanceof ImageSource.Stored stored
                && stored.bucket() != null
                && !stored.bucket().equals(store.bucket())) {
            throw new RefusedException(
                    ProblemType.BUCKET_NOT_ALLOWED,
                    "pictures must be in the bucket " + store.bucket() + " but this one is in " + stored.bucket(),
                    source.field());
        }
        return new Picture(source, name, source instanceof ImageSource.Uploaded up ? sha256(up.upload()) : null);
    }

    private static String sha256(ImageUpload upload) {
        try (InputStream stream = new DigestInputStream(upload.open(), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) stream).getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read back", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A picture of a request, and where it lies or will lie. */
    private record Picture(
            ImageSource source, String name, @Nullable String sha256) {
        ImageRef ref(String bucket, JobId id) {
            if (source instanceof ImageSource.Stored stored) {
                try {
                    return new ImageRef(bucket, stored.key());
                } catch (InvalidJobException e) {
                    throw new InvalidJobException(source.field() + "." + e.field(), String.valueOf(e.getMessage()), e);
                }
            }
            return new ImageRef(bucket, "uploads/" + id + "/" + name + "-" + sha256);
        }
    }
}
