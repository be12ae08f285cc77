package org.stylize.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Picture;
import org.stylize.client.Pictures;
import org.stylize.client.Style;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The pictures of a job. */
final class PictureOptions {
    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "Content image: the photograph to paint; a file, - for standard input, an address that begins"
                    + " with https://, or an object of the service as object:KEY. Of a folder, each picture is one.")
    private String content = "";

    @Parameters(
            index = "1..*",
            paramLabel = "STYLE",
            description =
                    "Style images: the paintings whose style is used, 1 to 16; files or folders if CONTENT is one,"
                            + " or else addresses and objects.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--objects",
            description = "The pictures are keys of objects in the service's bucket, not files of this machine; without"
                    + " it, object:KEY is one.")
    private boolean objects;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "One more style image, after those among the arguments.")
    private List<String> moreStyles = new ArrayList<>();

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description =
                    "Share of a style in the mixture, from 0; one for each style, in their order. Default: 1 each.")
    private List<Double> shares = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "PICTURE",
            description = "Grey picture that is white where a style applies; one for each style, in their order.")
    private List<String> masks = new ArrayList<>();

    @Option(
            names = "--protect",
            paramLabel = "PICTURE",
            description = "Grey picture that is white where the photograph stays as it is, a face for example.")
    private @Nullable String protection;

    @Option(
            names = "--start",
            paramLabel = "PICTURE",
            description = "The picture before the first step, for a --recipe whose start is 'picture'.")
    private @Nullable String start;

    /**
     * The pictures of each job: one, or one for each picture of a folder.
     *
     * @param piped picture on standard input, which is read later
     * @throws IllegalArgumentException if a picture is not there, or they do not fit together
     */
    List<Pictures> pictures(PipedPicture piped) {
        List<Picture> paintings = new ArrayList<>();
        Stream.concat(styles.stream(), moreStyles.stream())
                .forEach(name -> paintings.addAll(all("style image", name, piped)));
        if (paintings.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected CONTENT and at least one STYLE but found only '" + content + "'");
        }
        requireOneForEachStyle("--share", shares.size(), paintings.size());
        requireOneForEachStyle("--mask", masks.size(), paintings.size());
        List<Style> mixture = new ArrayList<>();
        for (int i = 0; i < paintings.size(); i++) {
            Style style = Style.of(paintings.get(i));
            Style shared = shares.isEmpty() ? style : style.withShare(shares.get(i));
            mixture.add(masks.isEmpty() ? shared : shared.withMask(one("mask", masks.get(i), piped)));
        }
        Picture beginning = start == null ? null : one("start picture", start, piped);
        Picture protecting = protection == null ? null : one("protection mask", protection, piped);
        return all("content image", content, piped).stream()
                .map(photograph -> new Pictures(photograph, mixture, beginning, protecting))
                .toList();
    }

    private static void requireOneForEachStyle(String option, int given, int styles) {
        if (given != 0 && given != styles) {
            throw new IllegalArgumentException(
                    option + ": expected one for each of the " + styles + " styles but found " + given);
        }
    }

    private List<Picture> all(String kind, String name, PipedPicture piped) {
        return !objects && PictureArgument.isFolder(name)
                ? PictureUploads.find(kind, name)
                : List.of(one(kind, name, piped));
    }

    private Picture one(String kind, String name, PipedPicture piped) {
        if (objects) {
            return new Picture.Stored(name);
        }
        return name.equals(PipedPicture.NAME) ? piped.picture(kind) : PictureArgument.of(kind, name);
    }
}
