package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a job: files of this machine, or pictures that the service reads from elsewhere. Immutable.
 *
 * @param content the photograph
 * @param styles the paintings, at least one
 * @param start the picture before the first step, for a recipe whose start is {@code picture}; null for none
 * @param protection grey picture that is white where the photograph is to stay; null for none
 */
public record Pictures(
        Picture content,
        List<Style> styles,
        @Nullable Picture start,
        @Nullable Picture protection) {
    public Pictures {
        requireNonNull(content, "content is null");
        styles = List.copyOf(styles);
        if (styles.isEmpty()) {
            throw new IllegalArgumentException("a job needs at least one style image");
        }
        long files =
                all(content, styles, start, protection).filter(Pictures::isFile).count();
        if (files != 0 && files != all(content, styles, start, protection).count()) {
            throw new IllegalArgumentException(
                    "expected only files of this machine, or none, but found some: upload them first");
        }
    }

    /** Pictures that apply everywhere, in equal shares. */
    public static Pictures of(Picture content, List<? extends Picture> styles) {
        return new Pictures(content, styles.stream().map(Style::of).toList(), null, null);
    }

    /** Files of this machine. */
    public static Pictures ofFiles(Path content, Path... styles) {
        return of(
                new Picture.File(content),
                Stream.of(styles).map(Picture.File::new).toList());
    }

    /** Objects in the service's bucket, by object key. */
    public static Pictures ofObjects(String content, String... styles) {
        return of(
                new Picture.Stored(content),
                Stream.of(styles).map(Picture.Stored::new).toList());
    }

    /** Pictures that the service downloads. */
    public static Pictures ofLinks(URI content, URI... styles) {
        return of(
                new Picture.Linked(content),
                Stream.of(styles).map(Picture.Linked::new).toList());
    }

    /** Replaces the picture before the first step. */
    public Pictures withStart(Picture newStart) {
        return new Pictures(content, styles, newStart, protection);
    }

    /** Replaces the picture that says where the photograph is to stay. */
    public Pictures withProtection(Picture newProtection) {
        return new Pictures(content, styles, start, newProtection);
    }

    /** Whether they are files of this machine. */
    boolean areFiles() {
        return isFile(content);
    }

    /** All of them, in the order of the request. */
    public Stream<Picture> all() {
        return all(content, styles, start, protection);
    }

    private static Stream<Picture> all(
            Picture content, List<Style> styles, @Nullable Picture start, @Nullable Picture protection) {
        return Stream.of(
                        Stream.of(content),
                        styles.stream().map(Style::image),
                        styles.stream().map(Style::mask),
                        Stream.of(start, protection))
                .flatMap(part -> part)
                .filter(Objects::nonNull);
    }

    private static boolean isFile(Picture picture) {
        return picture instanceof Picture.File;
    }
}
