package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.stylize.base.Sha256;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobStatus;
import org.stylize.proto.MadeOf;
import org.stylize.proto.Outcome;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Recipe;

/**
 * Results of earlier jobs that were asked for the same: the same bytes of pictures in the same roles, and the same recipe.
 * A result is copied for the new job before that is submitted, so nothing that happens to the earlier job can take it away.
 * For any thread; waits for the store.
 */
final class Reusable {
    /** Results that are tried. More than one: the latest may just be going. */
    private static final int MOST_TRIED = 3;

    private final JobViews views;
    private final ImageStore store;

    Reusable(JobViews views, ImageStore store) {
        this.views = requireNonNull(views, "views is null");
        this.store = requireNonNull(store, "store is null");
    }

    /**
     * A result for that job, copied to its place in the store; empty if there is none.
     *
     * @param wanted for which a result is looked for, among those of its tenant
     * @param pictures of that job; those in the store are read, for their digests
     * @throws UnavailableException if the store does not answer
     */
    Optional<Reuse> forJob(StylizationJob wanted, JobPictures<PlacedPicture> pictures, Recipe recipe) {
        JobKeys job = wanted.keys();
        JobPictures<String> digests;
        try {
            digests = pictures.map(picture -> digest(picture, job));
        } catch (ImageNotFoundException e) {
            return Optional.empty(); // it has just been deleted; the worker will say so
        }
        return views.reusable(job.tenant(), MadeOf.of(digests, recipe, wanted.output()), MOST_TRIED).stream()
                .flatMap(earlier -> copied(earlier, job).stream())
                .findFirst();
    }

    private String digest(PlacedPicture picture, JobKeys job) {
        return picture.match(new ImageSource.Cases<String>() {
            @Override
            public String stored(ImageSource.Stored stored) {
                try (InputStream stream = store.open(picture.ref(store.bucket(), job))) {
                    return Sha256.of(stream);
                } catch (IOException e) {
                    throw new UnavailableException("a picture cannot be read from the store", e);
                }
            }

            @Override
            public String uploaded(ImageSource.Uploaded uploaded) {
                try (InputStream stream = uploaded.upload().open()) {
                    return Sha256.of(stream);
                } catch (IOException e) {
                    throw new UncheckedIOException("an upload cannot be read back", e);
                }
            }
        });
    }

    private Optional<Reuse> copied(JobRecord earlier, JobKeys job) {
        if (!(earlier.status() instanceof JobStatus.Completed completed)
                || earlier.id().equals(job.job())) {
            return Optional.empty();
        }
        Outcome outcome = completed.outcome();
        String place = job.made() + completed.attempt().id() + "/";
        try {
            ImageRef pastiche = copied(outcome.pastiche(), place);
            ImageRef manifest = outcome.manifest() == null ? null : copied(outcome.manifest(), place);
            return Optional.of(new Reuse(completed.attempt(), outcome.copiedTo(pastiche, manifest, earlier.id())));
        } catch (ImageNotFoundException e) {
            return Optional.empty(); // that job is just being deleted
        }
    }

    private ImageRef copied(ImageRef object, String place) {
        String key = object.key();
        ImageRef copy = new ImageRef(store.bucket(), place + key.substring(key.lastIndexOf('/') + 1));
        store.copy(object, copy);
        return copy;
    }
}
