package org.stylize.benchmarks.crowd;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactMissingException;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;

/**
 * A bucket that is a directory, for several processes. An S3 store would cost more than everything that is measured, and what
 * it costs is known. Every picture is there and is the same. For any thread.
 */
record DirectoryStore(Path root) implements ImageStore, ArtefactStore {
    private static final String BUCKET = "stylize";

    DirectoryStore {
        requireNonNull(root, "root is null");
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return TinyPicture.PNG;
    }

    @Override
    public ImageRef put(ArtefactKey key, byte[] content) {
        Path file = root.resolve(key.objectKey());
        Path directory = requireNonNull(file.getParent());
        Path unfinished = directory.resolve(UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(directory);
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageRef(BUCKET, key.objectKey());
    }

    @Override
    public byte[] get(ArtefactKey key) {
        try {
            return Files.readAllBytes(root.resolve(key.objectKey()));
        } catch (NoSuchFileException e) {
            throw new ArtefactMissingException(key, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
        Path directory = root.resolve(ArtefactKey.prefix(job, kind));
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.flatMap(file -> ArtefactKey.parse(root.relativize(file).toString()).stream())
                    .filter(key -> key.kind() == kind)
                    .sorted(ArtefactKey.ORDER)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(ArtefactKey key) {
        try {
            Files.deleteIfExists(root.resolve(key.objectKey()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
