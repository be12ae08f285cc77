package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.stylize.base.Sha256;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobKeys;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;

/**
 * A picture of a request and the place in the store where it is, or will be.
 *
 * @param place its object key; that of an upload lies under the uploads of its job
 */
record PlacedPicture(ImageSource source, String place) {
    PlacedPicture {
        requireNonNull(source, "source is null");
        requireNonNull(place, "place is null");
    }

    /**
     * Finds the place of a picture; reads an upload once, for its hash.
     *
     * @param bucket the one bucket that is open to jobs
     * @param tenant whose objects are open to the job
     * @throws RefusedException if the picture is in another bucket, or an object of somebody else
     * @throws InvalidJobException naming the field of the request whose key is wrong
     */
    static PlacedPicture of(ImageSource source, String bucket, Tenant tenant) {
        return source.match(new ImageSource.Cases<PlacedPicture>() {
            @Override
            public PlacedPicture stored(ImageSource.Stored stored) {
                if (stored.bucket() != null && !stored.bucket().equals(bucket)) {
                    throw new RefusedException(
                            ProblemType.BUCKET_NOT_ALLOWED,
                            "pictures must be in the bucket " + bucket + " but this one is in " + stored.bucket(),
                            stored.field());
                }
                ImageRef ref = ref(stored, bucket);
                if (!tenant.owns(ref.key())) {
                    Problem foreign = tenant.doesNotOwn(ref);
                    throw new RefusedException(foreign.type(), foreign.detail(), stored.field());
                }
                return new PlacedPicture(source, ref.key());
            }

            @Override
            public PlacedPicture uploaded(ImageSource.Uploaded uploaded) {
                return new PlacedPicture(source, uploaded.name() + "-" + sha256(uploaded.upload()));
            }
        });
    }

    <R> R match(ImageSource.Cases<R> cases) {
        return source.match(cases);
    }

    private static ImageRef ref(ImageSource.Stored stored, String bucket) {
        try {
            return new ImageRef(bucket, stored.key());
        } catch (InvalidJobException e) {
            throw new InvalidJobException(stored.field() + "." + e.field(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The object of a picture of that job. */
    ImageRef ref(String bucket, JobKeys job) {
        return ref(bucket, job.uploads());
    }

    /**
     * The object of a picture.
     *
     * @param uploads what the keys of the uploads of its job begin with
     */
    ImageRef ref(String bucket, String uploads) {
        return source.match(new ImageSource.Cases<ImageRef>() {
            @Override
            public ImageRef stored(ImageSource.Stored stored) {
                return new ImageRef(bucket, place);
            }

            @Override
            public ImageRef uploaded(ImageSource.Uploaded uploaded) {
                return new ImageRef(bucket, uploads + place);
            }
        });
    }

    private static String sha256(ImageUpload upload) {
        try (InputStream stream = upload.open()) {
            return Sha256.of(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read back", e);
        }
    }
}
