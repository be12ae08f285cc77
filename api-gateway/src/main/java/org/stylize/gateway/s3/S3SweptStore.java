package org.stylize.gateway.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.gateway.sweep.SweptStore;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/** {@link SweptStore} over the S3 protocol. */
public final class S3SweptStore implements SweptStore {
    /** Names the topic of the jobs to which the objects belong. */
    static final String OWNER = "sweeper/jobs-topic";

    private static final int MOST_OWNER_BYTES = 256;

    private final S3Store store;

    /** @param store closed by whoever made it */
    public S3SweptStore(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public List<Listed> page(String prefix, String after) {
        return ask(() -> store.page(prefix, after, S3Store.MOST_LISTED).stream()
                .map(object -> new Listed(object.key(), object.storedAt(), object.bytes()))
                .toList());
    }

    @Override
    public List<String> folders() {
        return ask(store::folders);
    }

    @Override
    public Optional<Instant> storedAt(String key) {
        return found(() -> store.storedAt(ref(key)));
    }

    @Override
    public void delete(String key) {
        ask(() -> {
            store.delete(ref(key));
            return true;
        });
    }

    @Override
    public String owner(String asking) {
        return found(() -> new String(store.read(ref(OWNER), MOST_OWNER_BYTES), UTF_8).strip())
                .orElseGet(() -> ask(() -> {
                    store.put(ref(OWNER), asking.getBytes(UTF_8), "text/plain");
                    return asking;
                }));
    }

    private ImageRef ref(String key) {
        return new ImageRef(store.bucket(), key);
    }

    /** Empty if there is no such object. */
    private static <T> Optional<T> found(Supplier<T> question) {
        return ask(() -> {
            try {
                return Optional.of(question.get());
            } catch (StoreException e) {
                if (e.kind() == StoreException.Kind.MISSING) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
