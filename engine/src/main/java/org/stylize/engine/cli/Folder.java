package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The photographs of a directory, with where the result of each goes.
 *
 * @param items in the order of their names
 * @param others names of files that are none by their ending
 */
record Folder(List<Item> items, List<String> others) {
    private static final Set<String> ENDINGS =
            Set.of(".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif");

    /** Directory for the pictures that frames begin as, in that of the results. */
    static final String STARTS = "start";

    Folder {
        items = List.copyOf(items);
        others = List.copyOf(others);
    }

    /** One photograph and its result. */
    record Item(Path photograph, Path result) {
        /** For messages. */
        String name() {
            return String.valueOf(photograph.getFileName());
        }

        /** Where the state of the unfinished work is kept. */
        Path checkpoint() {
            return FileName.withEnding(result, ".checkpoint");
        }

        /** What it begins as, where it is a frame of a film. */
        Path start() {
            return result.resolveSibling(STARTS)
                    .resolve(FileName.withEnding(result, ".png").getFileName());
        }
    }

    /**
     * Looks into a directory, not into those in it. Files whose names begin with a dot do not count.
     *
     * @param ending of the results, with its dot
     */
    static Folder of(Path input, Path output, String ending) throws IOException {
        List<Path> photographs = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try (Stream<Path> files = Files.list(input)) {
            for (Path file : files.filter(Folder::counts).sorted().toList()) {
                if (ENDINGS.contains(FileName.ending(file).toLowerCase(Locale.ROOT))) {
                    photographs.add(file);
                } else {
                    others.add(String.valueOf(file.getFileName()));
                }
            }
        }
        List<String> names = resultNames(photographs.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList());
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            items.add(new Item(photographs.get(i), output.resolve(names.get(i) + ending)));
        }
        return new Folder(items, others);
    }

    /** The item before an item; empty for the first. */
    Optional<Item> before(Item item) {
        int at = items.indexOf(item);
        return at > 0 ? Optional.of(items.get(at - 1)) : Optional.empty();
    }

    private static boolean counts(Path file) {
        return !String.valueOf(file.getFileName()).startsWith(".") && !Files.isDirectory(file);
    }

    /**
     * Adds what is read, and what is written of each photograph.
     *
     * @param areFrames whether pictures are written that frames begin as
     */
    void addTo(RunFiles files, OutputOptions options, boolean areFrames, Function<Path, InterimPictures> interim)
            throws IOException {
        for (Item item : items) {
            files.reads("photograph " + item.name(), item.photograph());
        }
        for (Item item : items) {
            String which = " of " + item.name();
            options.addTo(files, "--output-dir", item.result(), which, interim.apply(item.result()));
            files.writes("--output-dir", "checkpoint" + which, item.checkpoint());
            if (areFrames) {
                files.writes("--film", "start" + which, item.start());
            }
        }
    }

    /**
     * Names of results without their ending, each another: that of the photograph without its ending; with it, where two
     * photographs have one name or a name is taken by one that kept its ending.
     */
    static List<String> resultNames(List<String> photographs) {
        List<String> names = new ArrayList<>(photographs.stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .toList());
        boolean isUnique = false;
        while (!isUnique) {
            Map<String, Long> counts =
                    names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
            isUnique = true;
            for (int i = 0; i < names.size(); i++) {
                if (counts.getOrDefault(names.get(i), 0L) > 1 && !names.get(i).equals(photographs.get(i))) {
                    names.set(i, photographs.get(i));
                    isUnique = false; // the whole name may be the short one of another
                }
            }
        }
        return names;
    }
}
