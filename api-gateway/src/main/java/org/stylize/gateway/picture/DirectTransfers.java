package org.stylize.gateway.picture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.RefusedException;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;

/**
 * Lets callers move pictures between them and the store, without this gateway between. An upload has the place of a job's
 * upload, for a job that does not exist; so what nobody asks to keep goes as other uploads go that no job names. For any
 * thread; waits for the store.
 */
public final class DirectTransfers {
    /** The media types of the pictures that can be read. */
    public static final Set<String> MEDIA_TYPES =
            Set.of("image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp", "image/gif");

    private static final String FILE = "picture";
    private static final String FIELD = "image";

    private final ImageStore store;
    private final PictureShelf shelf;
    private final PictureLibrary library;
    private final @Nullable StoreAddresses addresses;
    private final Settings settings;
    private final Clock clock;

    /**
     * How far callers may go.
     *
     * @param mostBytes of a picture
     * @param time for which an address counts
     * @param directory for pictures on their way
     */
    public record Settings(long mostBytes, Duration time, Path directory) {
        public Settings {
            requireNonNull(time, "time is null");
            requireNonNull(directory, "directory is null");
        }
    }

    /** An upload that may begin. */
    public record Upload(String id, StoreAddresses.Form form, Instant end) {}

    /** Where an object can be read. */
    public record Link(String url, Instant end) {}

    /** @param addresses null if callers do not reach the store */
    public DirectTransfers(
            ImageStore store,
            PictureShelf shelf,
            PictureLibrary library,
            @Nullable StoreAddresses addresses,
            Settings settings,
            Clock clock) {
        this.store = requireNonNull(store, "store is null");
        this.shelf = requireNonNull(shelf, "shelf is null");
        this.library = requireNonNull(library, "library is null");
        this.addresses = addresses;
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Most bytes of an upload. */
    public long mostBytes() {
        return settings.mostBytes();
    }

    /**
     * Offers a place for an upload. What is uploaded counts for the tenant's quota when the store is counted the next time.
     *
     * @throws RefusedException if callers do not reach the store
     * @throws InvalidJobException if it is no media type of a picture
     */
    public Upload begin(Tenant tenant, String mediaType) {
        if (!MEDIA_TYPES.contains(mediaType)) {
            throw new InvalidJobException(
                    "mediaType",
                    "mediaType must be one of " + String.join(", ", new TreeSet<>(MEDIA_TYPES)) + " but is '"
                            + mediaType + "'");
        }
        library.requireRoom(tenant);
        JobId id = JobId.random();
        Instant end = clock.instant().plus(settings.time());
        return new Upload(
                id.toString(), reachable().form(place(tenant, id), mediaType, settings.mostBytes(), end), end);
    }

    /**
     * Keeps an upload as a picture of the tenant. Asked again because the answer was lost, it finds the picture by its hash,
     * if the caller says it.
     *
     * @param sha256 that the caller says it has, hexadecimal; null if he does not
     * @throws RefusedException if nothing is there, or no job can be made of it, or it has another hash
     */
    public PictureLibrary.Kept complete(Tenant tenant, String id, @Nullable String sha256) {
        ImageRef upload = place(tenant, idOf(id));
        try {
            return keep(tenant, upload, sha256);
        } catch (ImageNotFoundException e) {
            return Optional.ofNullable(sha256)
                    .flatMap(hash -> library.find(tenant, hash))
                    .orElseThrow(() -> new RefusedException(
                            ProblemType.NOT_READY,
                            "nothing was posted to the store under the upload " + id
                                    + " yet, or the picture is kept already: with its 'sha256' this request finds it",
                            null));
        }
    }

    private PictureLibrary.Kept keep(Tenant tenant, ImageRef upload, @Nullable String sha256) {
        Path file = null;
        try {
            file = Files.createTempFile(settings.directory(), "", ".direct");
            long bytes = fetch(upload, file);
            PictureLibrary.Kept kept = library.put(tenant, new ImageUpload(file, bytes), sha256);
            shelf.delete(upload);
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be kept on its way", e);
        } finally {
            delete(file);
        }
    }

    private long fetch(ImageRef upload, Path file) throws IOException {
        long bytes = store.version(upload).bytes();
        if (bytes > settings.mostBytes()) {
            throw new RefusedException(
                    ProblemType.IMAGE_TOO_LARGE,
                    "a picture may have at most " + settings.mostBytes() + " bytes but this one has " + bytes,
                    FIELD);
        }
        try (InputStream stream = store.open(upload)) {
            // It may have been replaced since: no more than was allowed is taken.
            Files.write(file, stream.readNBytes(Math.toIntExact(bytes)));
        }
        return Files.size(file);
    }

    /**
     * Where an object can be read.
     *
     * @param fileName under which browsers save it
     * @throws RefusedException if callers do not reach the store
     */
    public Link link(ImageRef object, String mediaType, String fileName) {
        Instant end = clock.instant().plus(settings.time());
        return new Link(reachable().download(object, mediaType, fileName, settings.time()), end);
    }

    private StoreAddresses reachable() {
        return Optional.ofNullable(addresses)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_POSSIBLE,
                        "this service gives out no addresses of its store: gateway.s3.public-endpoint is not set",
                        null));
    }

    private ImageRef place(Tenant tenant, JobId id) {
        return new ImageRef(store.bucket(), new JobKeys(tenant, id).uploads() + FILE);
    }

    private static JobId idOf(String id) {
        try {
            return JobId.parse(id);
        } catch (InvalidJobException e) {
            throw new RefusedException(ProblemType.UNKNOWN_IMAGE, "there is no upload " + id, null);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
