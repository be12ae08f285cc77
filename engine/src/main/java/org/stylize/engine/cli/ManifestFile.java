package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stylize.engine.manifest.InvalidManifestException;
import org.stylize.engine.manifest.Manifest;

/** The file of a manifest. */
final class ManifestFile {
    private ManifestFile() {}

    /** Where the manifest of a result lies: {@code a/b.png} has {@code a/b.manifest.json}. */
    static Path beside(Path result) {
        return FileName.withEnding(result, ".manifest.json");
    }

    /**
     * Reads a manifest.
     *
     * @throws UsageException if it is missing, too large or none
     */
    static Manifest read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--replay: there is no file " + file);
        }
        if (Files.size(file) > Manifest.MOST_BYTES) {
            throw new UsageException("--replay: a manifest has at most " + Manifest.MOST_BYTES + " bytes but " + file
                    + " has " + Files.size(file));
        }
        try {
            return Manifest.read(Files.readAllBytes(file));
        } catch (InvalidManifestException e) {
            throw new UsageException("--replay: " + file + " is not a manifest: " + e.getMessage());
        }
    }
}
