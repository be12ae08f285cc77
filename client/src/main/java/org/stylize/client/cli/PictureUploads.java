package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stylize.client.ImageClient;
import org.stylize.client.ImageView;
import org.stylize.client.Picture;

/** Uploads the files among some pictures, each once, and shows how far it is. For one thread. */
final class PictureUploads {
    private static final Set<String> ENDINGS =
            Set.of(".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif");

    private final ImageClient images;
    private final Terminal terminal;
    private final boolean quiet;
    private final Map<Path, String> uploaded = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /** @param quiet whether to show nothing, on a screen too */
    PictureUploads(ImageClient images, Terminal terminal, boolean quiet) {
        this.images = images;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /**
     * The pictures of that name: {@code object:KEY}, a file, or all pictures of a folder in the order of their names.
     *
     * @throws IllegalArgumentException if there is none
     * @throws UncheckedIOException if the folder cannot be read
     */
    static List<Picture> find(String kind, String name) {
        if (PictureArgument.isLink(name)) {
            throw new IllegalArgumentException("the " + kind + ": expected a file, a folder or "
                    + PictureArgument.OBJECT + "KEY but found the address " + name);
        }
        if (!PictureArgument.isFolder(name)) {
            return List.of(PictureArgument.of(kind, name));
        }
        try (Stream<Path> files = Files.list(Converters.path(name))) {
            List<Picture> pictures = new ArrayList<>();
            files.filter(PictureUploads::isPicture).sorted().forEach(file -> pictures.add(new Picture.File(file)));
            if (pictures.isEmpty()) {
                throw new IllegalArgumentException(
                        "the " + kind + ": the folder " + name + " has no files that end with one of "
                                + String.join(", ", ENDINGS.stream().sorted().toList()));
            }
            return pictures;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + name + ": " + e.getMessage(), e);
        }
    }

    private static boolean isPicture(Path file) {
        return Files.isRegularFile(file)
                && !String.valueOf(file.getFileName()).startsWith(".")
                && ENDINGS.contains(ResultFile.ending(file).toLowerCase(Locale.ROOT));
    }

    /** The object keys of pictures, in their order; uploads those that are files. */
    List<String> keys(List<Picture> pictures) throws InterruptedException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            String place = "uploading " + (i + 1) + " of " + pictures.size() + ": ";
            Picture picture = pictures.get(i);
            if (picture instanceof Picture.File file) {
                keys.add(key(file.path(), place));
            } else if (picture instanceof Picture.Stored stored) {
                keys.add(stored.key());
            } else {
                throw new IllegalArgumentException("expected a file or an object but found " + picture);
            }
        }
        return keys;
    }

    /** The names of the local files, by the first characters of those of their objects. */
    Map<String, String> names() {
        return names;
    }

    private String key(Path file, String place) throws InterruptedException {
        String known = uploaded.get(file);
        if (known != null) {
            return known;
        }
        ImageView image;
        try (UploadLine line = new UploadLine(terminal, !quiet, place + file, size(file))) {
            image = images.upload(file, line);
        }
        uploaded.put(file, image.object());
        String name = String.valueOf(file.getFileName());
        names.put(
                image.id().substring(0, ResultFolder.LONGEST_NAME),
                name.substring(0, name.length() - ResultFile.ending(file).length()));
        return image.object();
    }

    /**
     * The bytes of a file.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
