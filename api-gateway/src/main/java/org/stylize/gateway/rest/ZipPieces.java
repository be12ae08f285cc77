package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.proto.ImageRef;

/** A ZIP of objects of the store, not compressed: pictures are already. What is no longer there is left out. */
final class ZipPieces implements Pieces.Source {
    private final ImageStore store;
    private final Iterator<Entry> entries;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(made);
    // Touched by one thread at a time.
    private @Nullable StoredPieces open;
    private boolean isWhole;

    /**
     * A file of the ZIP.
     *
     * @param name of the file
     */
    record Entry(String name, ImageRef image) {}

    ZipPieces(ImageStore store, Iterator<Entry> entries) {
        this.store = requireNonNull(store, "store is null");
        this.entries = requireNonNull(entries, "entries is null");
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    @Override
    public byte @Nullable [] next() {
        try {
            made.reset();
            while (!isWhole && made.size() < StoredPieces.PIECE_BYTES) {
                add();
            }
            return made.size() == 0 ? null : made.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add() throws IOException {
        StoredPieces now = open;
        if (now != null) {
            byte[] piece = now.next();
            if (piece == null) {
                zip.closeEntry();
                open = null;
            } else {
                zip.write(piece);
                zip.flush();
            }
        } else if (entries.hasNext()) {
            begin(entries.next());
        } else {
            zip.finish();
            isWhole = true;
        }
    }

    private void begin(Entry entry) throws IOException {
        ImageStore.Version version;
        try {
            version = store.version(entry.image());
        } catch (ImageNotFoundException e) {
            return;
        }
        zip.putNextEntry(new ZipEntry(entry.name()));
        open = new StoredPieces(store, entry.image(), version, 0, version.bytes());
    }

    @Override
    public String toString() {
        return "a ZIP";
    }
}
