package org.stylize.worker.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stylize.worker.job.StyleObjects;

/** Descriptions of style images in memory. */
public final class InMemoryStyleObjects implements StyleObjects {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> find(String digest, int mostBytes) {
        return Optional.ofNullable(files.get(digest))
                .filter(file -> file.length <= mostBytes)
                .map(byte[]::clone);
    }

    @Override
    public void put(String digest, byte[] file) {
        files.put(digest, file.clone());
    }
}
