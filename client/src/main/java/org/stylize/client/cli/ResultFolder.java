package org.stylize.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.stylize.client.BatchClient;

/**
 * A folder for the pictures of a batch.
 *
 * @param names of local files, by the names of their uploads in the ZIP of the service
 */
record ResultFolder(Path folder, Map<String, String> names) {
    /** The first characters of a name that the service keeps. */
    static final int LONGEST_NAME = 40;

    /** Names that stay in the folder. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}");

    /**
     * Fetches the ZIP of all completed jobs and unpacks it.
     *
     * @return the files that were written
     * @throws UncheckedIOException if they cannot be written
     */
    List<Path> fetch(BatchClient batches, String id) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            Path zip = folder.resolve("." + UUID.randomUUID() + ".zip");
            try {
                batches.downloadResults(id, zip);
                return unpack(zip);
            } finally {
                Files.deleteIfExists(zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private List<Path> unpack(Path zip) throws IOException {
        List<Path> files = new ArrayList<>();
        try (ZipFile pictures = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : pictures.stream().toList()) {
                if (!PLAIN.matcher(entry.getName()).matches()) {
                    throw new IOException("expected the name of a picture but found '" + entry.getName() + "'");
                }
                Path file = folder.resolve(localName(entry.getName()));
                try (InputStream picture = pictures.getInputStream(entry)) {
                    Files.copy(picture, file, StandardCopyOption.REPLACE_EXISTING);
                }
                files.add(file);
            }
        }
        return files;
    }

    /** Of {@code content.style.job.png}, the first two as they are named on this machine. */
    private String localName(String name) {
        return Arrays.stream(name.split("\\."))
                .map(part -> names.getOrDefault(part, part))
                .collect(Collectors.joining("."));
    }
}
