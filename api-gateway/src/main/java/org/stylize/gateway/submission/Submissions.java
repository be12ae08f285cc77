package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.view.KeyedId;
import org.stylize.image.ImageHeader;
import org.stylize.proto.Extras;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Judged;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;

/**
 * Accepts requests: checks everything that can be checked without a worker, stores the uploads, sends the job to the
 * broker, and only then confirms the request.
 *
 * <p>A request that repeats an earlier one, by its id or its idempotency key, is answered with the job of the earlier
 * one. The id of a keyed request is made from the key, so all gateways give it the same one, and the ledger, which
 * admits one job of an id, decides which request was first. So the answer to a request that has a name waits for the
 * ledger. The object key of an upload contains the hash of its bytes, so two requests ask for the same thing if their
 * jobs do. For any thread; waits for store, broker and ledger.
 *
 * <p>If the caller wants that, a request that asks for what an earlier job made is completed at once with a copy of that
 * result. A gateway looks for it, and the ledger completes the job.
 */
public final class Submissions {
    private final JobViews views;
    private final ImageStore store;
    private final JobSubmissions broker;
    private final ImageInspection inspection;
    private final Clock clock;
    private final Rulings rulings;
    private final Quotas quotas;
    private final InFlight inFlight = new InFlight();
    private final Uploads uploads = new Uploads();
    private final Reusable reusable;

    /**
     * Accepts nothing yet.
     *
     * @param rulingTimeout longest wait for the ledger to rule on a request that has a name
     * @param quotas throws its own exception out of {@link #accept} if the tenant may not submit the job
     */
    public Submissions(
            JobViews views,
            ImageStore store,
            JobSubmissions broker,
            ImageInspection inspection,
            Clock clock,
            Duration rulingTimeout,
            Quotas quotas) {
        this.views = requireNonNull(views, "views is null");
        this.store = requireNonNull(store, "store is null");
        this.broker = requireNonNull(broker, "broker is null");
        this.inspection = requireNonNull(inspection, "inspection is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.rulings = new Rulings(rulingTimeout);
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.reusable = new Reusable(views, store);
    }

    /**
     * Accepts a request. When this returns, the broker has the job; if the request has a name, the ledger has admitted
     * it.
     *
     * @return the job, new or of an earlier request
     * @throws InvalidRecipeException if there is no such recipe, or it does not suit the pictures
     * @throws InvalidJobException if a value is wrong
     * @throws RefusedException if a picture cannot be used, or id or key were used for another request
     * @throws UnavailableException if store, broker or ledger does not answer in time
     */
    public JobRecord accept(SubmissionRequest request) {
        quotas.request(request.tenant());
        Recipe recipe = request.recipe().resolve();
        request.pictures().checkSuits(recipe);
        Checked checked =
                new Checked(request, request.pictures().map(picture -> placed(picture, request.tenant())), recipe);
        return request.name().match(new SubmissionRequest.Name.Cases<JobRecord>() {
            @Override
            public JobRecord none(SubmissionRequest.Name.None name) {
                return make(JobId.random(), null, checked);
            }

            @Override
            public JobRecord id(SubmissionRequest.Name.Id name) {
                return named(name.id(), null, checked, "id");
            }

            @Override
            public JobRecord key(SubmissionRequest.Name.Key name) {
                JobId id = views.ofEarlierRelease(request.tenant(), name.key())
                        .map(JobRecord::id)
                        .orElseGet(() -> KeyedId.of(request.tenant(), name.key()));
                return named(id, name.key(), checked, "Idempotency-Key");
            }
        });
    }

    private JobRecord named(JobId id, @Nullable String key, Checked checked, String field) {
        return inFlight.alone(id.toString(), () -> {
            if (views.find(id).isEmpty()) {
                make(id, key, checked);
            }
            return same(ruled(id), key, checked, field);
        });
    }

    private JobRecord ruled(JobId id) {
        return rulings.await(
                views.ruled(id),
                "the ledger did not rule on the submission within " + rulings + "; ask again under the same name");
    }

    /** The earlier job, if it is the one that this request asks for. */
    private JobRecord same(JobRecord earlier, @Nullable String key, Checked checked, String field) {
        JobKeys keys = new JobKeys(checked.request().tenant(), earlier.id());
        if (Stream.of(keys.uploads(), JobKeys.uploadsBefore(earlier.id()))
                .anyMatch(uploads -> earlier.isFor(job(earlier.id(), key, checked, uploads)))) {
            return earlier;
        }
        throw new RefusedException(
                ProblemType.CONFLICTING_JOB,
                "the same " + field + " was used for job " + earlier.id()
                        + ", which has other pictures or another recipe",
                field);
    }

    private JobRecord make(JobId id, @Nullable String key, Checked checked) {
        StylizationJob job = job(id, key, checked);
        JobPictures<Inspected> pictures = checked.pictures().map(picture -> inspected(picture, job.keys()));
        pictures.content().header().ifPresent(header -> checked.recipe()
                .sizeFor(new ImageSize(header.width(), header.height())));
        long pixelSteps = pixelSteps(checked.recipe(), pictures.content());
        quotas.hand(job.tenant(), id, pixelSteps, uploadedBytes(checked.request()));
        try {
            return hand(job, checked, pictures, new Judged(pixelSteps));
        } catch (UnavailableException e) {
            throw e; // the broker may have the job
        } catch (RuntimeException e) {
            quotas.forget(job.tenant(), id);
            throw e;
        }
    }

    /** What the job costs; if the size of its picture is not known, the most that it can cost. */
    private static long pixelSteps(Recipe recipe, Inspected content) {
        try {
            return content.header()
                    .map(header -> recipe.pixelSteps(new ImageSize(header.width(), header.height())))
                    .orElseGet(recipe::mostPixelSteps);
        } catch (InvalidRecipeException e) {
            return recipe.mostPixelSteps(); // too narrow for a coarse scale: the worker will say so
        }
    }

    private static long uploadedBytes(SubmissionRequest request) {
        return request.pictures().all().stream()
                .mapToLong(picture -> picture instanceof ImageSource.Uploaded uploaded
                        ? uploaded.upload().bytes()
                        : 0)
                .sum();
    }

    private JobRecord hand(StylizationJob job, Checked checked, JobPictures<Inspected> pictures, Judged judged) {
        List<Runnable> puts = new ArrayList<>();
        pictures.all().forEach(picture -> picture.put(store, job.keys()).ifPresent(puts::add));
        uploads.doAll(puts);
        Optional<Reuse> reuse = checked.request().reuse()
                ? reusable.forJob(job, checked.pictures(), checked.recipe())
                : Optional.empty();
        if (reuse.isEmpty()) {
            broker.submit(job, judged);
            return views.submitted(job, job.submittedAt());
        }
        quotas.forget(job.tenant(), job.id()); // no worker has to do it
        broker.submit(job, reuse.get()); // the copy is in the store
        return completed(views.submitted(job, job.submittedAt()));
    }

    /** The job when the ledger has completed it, or as it is if that takes long: the broker has it. */
    private JobRecord completed(JobRecord submitted) {
        try {
            return rulings.await(
                    views.when(submitted.id(), now -> now.state().isTerminal()), "the ledger did not rule in time");
        } catch (UnavailableException e) {
            return submitted;
        }
    }

    private StylizationJob job(JobId id, @Nullable String key, Checked checked) {
        JobKeys keys = new JobKeys(checked.request().tenant(), id);
        return job(id, key, checked, keys.uploads());
    }

    private StylizationJob job(JobId id, @Nullable String key, Checked checked, String uploads) {
        SubmissionRequest request = checked.request();
        return new StylizationJob(
                id,
                request.tenant(),
                checked.pictures().map(picture -> picture.ref(store.bucket(), uploads)),
                request.recipe(),
                null,
                clock.instant(),
                key,
                request.terms(),
                request.output(),
                request.tags(),
                null,
                request.trace(),
                Extras.NONE);
    }

    private PlacedPicture placed(ImageSource source, Tenant tenant) {
        return PlacedPicture.of(source, store.bucket(), tenant);
    }

    private Inspected inspected(PlacedPicture picture, JobKeys job) {
        Optional<ImageHeader> header = picture.match(new ImageSource.Cases<Optional<ImageHeader>>() {
            @Override
            public Optional<ImageHeader> stored(ImageSource.Stored source) {
                return inspection.check(source.field(), picture.ref(store.bucket(), job));
            }

            @Override
            public Optional<ImageHeader> uploaded(ImageSource.Uploaded source) {
                return inspection.check(source);
            }
        });
        return new Inspected(picture, header);
    }

    /** A request whose recipe is valid and whose uploads are hashed. */
    private record Checked(SubmissionRequest request, JobPictures<PlacedPicture> pictures, Recipe recipe) {}

    /**
     * A picture that can be used.
     *
     * @param header empty for a TIFF whose header lies behind the part that is read
     */
    private record Inspected(PlacedPicture picture, Optional<ImageHeader> header) {
        /** The task that stores the picture; empty if the store has it already. */
        Optional<Runnable> put(ImageStore store, JobKeys job) {
            ImageRef ref = picture.ref(store.bucket(), job);
            String mediaType = header.map(found -> found.format().mediaType()).orElse("image/tiff");
            return picture.match(new ImageSource.Cases<Optional<Runnable>>() {
                @Override
                public Optional<Runnable> stored(ImageSource.Stored source) {
                    return Optional.empty();
                }

                @Override
                public Optional<Runnable> uploaded(ImageSource.Uploaded source) {
                    return Optional.of(() -> store.put(ref, source.upload(), mediaType));
                }
            });
        }
    }
}
