package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import ai.djl.Device;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Sha256;
import org.stylize.base.WholeFile;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.KnownPrecisions;

/**
 * Keeps the precisions of a processor in a file of the user's cache, so that {@code auto} means the same in every run on the
 * machine. The file can be deleted at any time, and is not needed: one that is missing, damaged or of another machine is as
 * none, and where none can be written each process tries for itself.
 *
 * @param directory of the file; need not exist
 */
record PrecisionFile(Path directory, Key key) implements KnownPrecisions {
    private static final Logger LOG = LoggerFactory.getLogger(PrecisionFile.class);
    private static final int MOST_BYTES = 16 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    PrecisionFile {
        requireNonNull(directory, "directory is null");
        requireNonNull(key, "key is null");
    }

    /**
     * What the decision depends on.
     *
     * @param trials version of the way in which precisions are tried
     * @param processor its model
     * @param kind its maker and its instructions for vectors
     */
    record Key(int trials, String processor, String kind, String engine, int threads) {
        /** To be raised when other work is tried, or is compared in another way. */
        private static final int TRIALS = 1;

        /** Of a processor, once the engine runs. */
        static Key of(DeviceKind kind) {
            return new Key(TRIALS, SystemInfo.processor(), kind.processor(), TorchEngine.version(), kind.threads());
        }
    }

    /** What the file says. */
    record Content(Key key, List<Precision> precisions) {}

    /**
     * What is known about a device of the running engine. About a GPU nothing is kept: the cards of a machine may differ, and
     * nothing else should be at work on one.
     */
    static KnownPrecisions of(Device device) {
        if (device.isGpu()) {
            return KnownPrecisions.NONE;
        }
        Optional<Path> directory = directory(System.getenv(), System.getProperty("user.home"));
        return directory.isEmpty()
                ? KnownPrecisions.NONE
                : new PrecisionFile(directory.get(), Key.of(DeviceKind.of(device)));
    }

    /**
     * The program's directory in the user's cache, by the XDG Base Directory Specification: below {@code XDG_CACHE_HOME} if
     * that is an absolute path, else below {@code .cache} in the home directory. Empty where there is neither.
     */
    static Optional<Path> directory(Map<String, String> environment, @Nullable String home) {
        return absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> absolute(home).map(path -> path.resolve(".cache")))
                .map(path -> path.resolve("stylize"));
    }

    private static Optional<Path> absolute(@Nullable String path) {
        try {
            return path == null || !path.startsWith("/") ? Optional.empty() : Optional.of(Path.of(path));
        } catch (InvalidPathException e) { // characters that this locale does not have
            return Optional.empty();
        }
    }

    /** One for each key, so that processors that share a home directory do not overwrite each other's. */
    Path file() {
        String digest = Sha256.of(MAPPER.valueToTree(key).toString().getBytes(StandardCharsets.UTF_8));
        return directory.resolve("precision-" + digest.substring(0, 16) + ".json");
    }

    @Override
    public Optional<List<Precision>> bestFirst() {
        Path file = file();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            @Nullable Content content = MAPPER.readValue(Files.readAllBytes(file), Content.class);
            return content != null && content.key().equals(key) && hasEachOnce(content.precisions())
                    ? Optional.of(List.copyOf(content.precisions()))
                    : Optional.empty();
        } catch (IOException | SecurityException e) {
            LOG.debug("{} cannot be read, so precisions are tried again: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Only a choice is kept, so there are all of them. */
    private static boolean hasEachOnce(List<Precision> precisions) {
        return precisions.size() == Precision.values().length && precisions.containsAll(List.of(Precision.values()));
    }

    @Override
    public void found(List<Precision> bestFirst) {
        Path file = file();
        try {
            Files.createDirectories(directory);
            WholeFile.write(
                    file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Content(key, bestFirst)));
        } catch (IOException | SecurityException e) {
            LOG.debug("{} cannot be written, so precisions will be tried again: {}", file, e.toString());
        }
    }
}
