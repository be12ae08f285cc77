package org.stylize.gateway.picture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;
import org.stylize.gateway.submission.ImageInspection;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.Quotas;
import org.stylize.gateway.submission.RefusedException;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.gateway.view.JobViews;
import org.stylize.image.ImageHeader;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;

/**
 * Keeps pictures of tenants under the hash of their bytes, so that the same picture is kept once. They are the tenant's own: nobody
 * but the tenant deletes them. For any thread; waits for the store. Each method throws {@link UnavailableException} if it
 * does not answer.
 */
public final class PictureLibrary {
    /** Whether a text is the SHA-256 of something, hexadecimal. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private static final String FIELD = "image";

    private final ImageStore store;
    private final PictureShelf shelf;
    private final JobViews jobs;
    private final ImageInspection inspection;
    private final Quotas quotas;

    public PictureLibrary(
            ImageStore store, PictureShelf shelf, JobViews jobs, ImageInspection inspection, Quotas quotas) {
        this.store = requireNonNull(store, "store is null");
        this.shelf = requireNonNull(shelf, "shelf is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.inspection = requireNonNull(inspection, "inspection is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
    }

    /**
     * A picture that is kept.
     *
     * @param id the SHA-256 of its bytes, hexadecimal
     * @param header null for a TIFF whose header lies behind the part that is read, and in lists
     */
    public record Kept(
            String id, PictureShelf.Listed object, @Nullable ImageHeader header) {}

    /**
     * Keeps a picture.
     *
     * @param sha256 that the caller says it has, hexadecimal; null if he does not
     * @throws RefusedException if no job can be made of it, or it has another hash
     */
    public Kept put(Tenant tenant, ImageUpload upload, @Nullable String sha256) {
        Optional<ImageHeader> header = inspection.check(new ImageSource.Uploaded(FIELD, FIELD, upload));
        String id = hash(upload);
        if (sha256 != null && !sha256.equals(id)) {
            throw new RefusedException(
                    ProblemType.IMAGE_UNREADABLE,
                    "the picture should have the SHA-256 " + sha256 + " but came with " + id,
                    FIELD);
        }
        quotas.store(tenant, upload.bytes());
        ImageRef ref = ref(tenant, id);
        store.put(ref, upload, header.map(found -> found.format().mediaType()).orElse("image/tiff"));
        return new Kept(id, listed(ref), header.orElse(null));
    }

    /** Throws the exception of the quotas if the tenant has no room for another picture. */
    void requireRoom(Tenant tenant) {
        quotas.store(tenant, 0);
    }

    /**
     * A picture of the tenant.
     *
     * @throws RefusedException if there is none of that id
     */
    public Kept get(Tenant tenant, String id) {
        return find(tenant, id).orElseThrow(() -> unknown(id));
    }

    /** A picture of the tenant; empty if there is none of that id. */
    public Optional<Kept> find(Tenant tenant, String id) {
        return lookUp(tenant, id)
                .map(object -> new Kept(
                        id, object, inspection.check(FIELD, object.image()).orElse(null)));
    }

    /**
     * Where a picture lies.
     *
     * @throws RefusedException if there is none of that id
     */
    public PictureShelf.Listed known(Tenant tenant, String id) {
        return lookUp(tenant, id).orElseThrow(() -> unknown(id));
    }

    private Optional<PictureShelf.Listed> lookUp(Tenant tenant, String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        ImageRef ref = ref(tenant, id);
        return shelf.page(ref.key(), "", 1).stream()
                .filter(object -> object.image().equals(ref))
                .findFirst();
    }

    /**
     * Some pictures of the tenant, in the order of their ids.
     *
     * @param after the id after which the page begins; null for the first page
     */
    public List<Kept> page(Tenant tenant, int most, @Nullable String after) {
        String prefix = prefix(tenant);
        return shelf.page(prefix, after == null ? "" : prefix + after, most).stream()
                .map(object -> new Kept(object.image().key().substring(prefix.length()), object, null))
                .filter(kept -> ID.matcher(kept.id()).matches())
                .toList();
    }

    /**
     * Deletes a picture. Jobs that have ended and name it cannot be done again then.
     *
     * @throws RefusedException if there is none of that id, or a job that has not ended names it
     */
    public void delete(Tenant tenant, String id) {
        ImageRef ref = known(tenant, id).image();
        jobs.openJobNaming(ref.key()).ifPresent(job -> {
            throw new RefusedException(
                    ProblemType.NOT_POSSIBLE, "job " + job + " has not ended and needs the picture", null);
        });
        shelf.delete(ref);
        inspection.forget(ref);
    }

    private PictureShelf.Listed listed(ImageRef ref) {
        return shelf.page(ref.key(), "", 1).stream()
                .findFirst()
                .orElseThrow(() -> new UnavailableException("the store does not list what it took", new IOException()));
    }

    private ImageRef ref(Tenant tenant, String id) {
        return new ImageRef(store.bucket(), prefix(tenant) + id);
    }

    private static String prefix(Tenant tenant) {
        return tenant.keyPrefix() + "images/";
    }

    private static String hash(ImageUpload upload) {
        try (InputStream stream = upload.open()) {
            return Sha256.of(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read back", e);
        }
    }

    private static RefusedException unknown(String id) {
        return new RefusedException(ProblemType.UNKNOWN_IMAGE, "there is no picture " + id, null);
    }
}
