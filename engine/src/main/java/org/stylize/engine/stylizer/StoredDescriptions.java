package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.engine.nst.StyleStatistics;
import org.stylize.engine.safetensors.SafetensorsException;

/**
 * The descriptions in a {@link StyleDescriptionStore} that this stylizer can use: those that it would make itself, to the bit.
 * For the device's thread.
 */
final class StoredDescriptions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredDescriptions.class);

    /** Keeps nothing. */
    static final StoredDescriptions NONE = new StoredDescriptions(StyleDescriptionStore.NONE, List.of());

    private final StyleDescriptionStore store;
    private final List<String> maker;

    /**
     * Descriptions that are made with those weights on such a device by this version of the program, which may decode and
     * resize pictures in another way than other versions.
     */
    StoredDescriptions(StyleDescriptionStore store, WeightsSource weights, DeviceKind device) {
        this(store, List.of(weights.sha256(), device.text(), TorchEngine.version(), SoftwareVersion.text()));
    }

    private StoredDescriptions(StyleDescriptionStore store, List<String> maker) {
        this.store = requireNonNull(store, "store is null");
        this.maker = List.copyOf(maker);
    }

    /**
     * A description, if there is one that is whole.
     *
     * @param results gets it
     */
    Optional<StyleStatistics> find(StyleCache.Key key, NDManager results) {
        String digest = digest(key);
        return store.find(digest).flatMap(file -> read(file, digest, results));
    }

    /** @param took how long it took to make the description */
    void keep(StyleCache.Key key, StyleStatistics statistics, Duration took) {
        if (StyleDescriptionFile.suits(statistics)) {
            String digest = digest(key);
            store.keep(digest, took, () -> StyleDescriptionFile.write(digest, statistics));
        }
    }

    private static Optional<StyleStatistics> read(byte[] file, String digest, NDManager results) {
        try {
            return Optional.of(StyleDescriptionFile.read(file, digest, results));
        } catch (SafetensorsException | IllegalArgumentException | ArithmeticException e) {
            LOG.warn("a stored description of a style image is ignored, and made again: {}", e.toString());
            return Optional.empty();
        }
    }

    private String digest(StyleCache.Key key) {
        LengthPrefixed fields = new LengthPrefixed();
        maker.forEach(fields::add);
        fields.add(key.image()).add(key.style().text()).add(Integer.toString(key.tileSidePixels()));
        return Sha256.of(fields.bytes());
    }
}
