package org.stylize.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the ledger keeps its local state.
 *
 * @param isTemporary whether it goes with the ledger
 */
record StateDirectory(Path path, boolean isTemporary) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);

    /** Uses that directory, or a new temporary one for null. */
    static StateDirectory of(@Nullable Path named) {
        try {
            return named == null
                    ? new StateDirectory(Files.createTempDirectory("stylize-ledger-"), true)
                    : new StateDirectory(named, false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no temporary directory can be created for the ledger; set gateway.ledger.state-directory", e);
        }
    }

    @Override
    public void close() {
        if (isTemporary) {
            try (Stream<Path> all = Files.walk(path)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : deepestFirst) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                LOG.warn("The ledger's temporary directory {} cannot be deleted: {}", path, e.getMessage());
            }
        }
    }
}
