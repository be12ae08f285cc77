package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;
import org.stylize.proto.ProblemType;

/**
 * The pictures of a multipart body, by the names of their parts: 'content', any number of 'style', 'style.NAME' with
 * 'mask.NAME', 'start', and 'protection'. Only the order of the parts named 'style' matters; the named styles follow them in
 * alphabetical order.
 *
 * @param content one picture
 * @param styles without names
 * @param named styles by their names
 * @param masks by the names of their styles
 * @param start null if there is none
 * @param protection null if there is none
 */
record PictureParts(
        ImageSource content,
        List<ImageSource> styles,
        Map<String, ImageSource> named,
        Map<String, ImageSource> masks,
        @Nullable ImageSource start,
        @Nullable ImageSource protection) {
    /** The only part that is not a picture. */
    static final String REQUEST = "request";

    private static final String CONTENT = "content";
    private static final String STYLE = "style";
    private static final String START = "start";
    private static final String PROTECTION = "protection";
    private static final Pattern NAMED = Pattern.compile("(style|mask)\\.([a-z0-9][a-z0-9-]{0,31})");

    PictureParts {
        requireNonNull(content, "content is null");
        styles = List.copyOf(styles);
        named = new TreeMap<>(named);
        masks = new TreeMap<>(masks);
    }

    /**
     * Reads the parts.
     *
     * @throws InvalidJobException naming the part that is missing, unknown or wrong
     * @throws HttpProblem if a picture is too large
     */
    static PictureParts of(Map<String, Collection<FormValue>> parts, BodyLimits limits) throws IOException {
        if (parts.containsKey(null)) { // the framework's name for a part without one
            throw new InvalidJobException("body", "each part of a multipart body needs a name");
        }
        Map<String, ImageSource> named = new TreeMap<>();
        Map<String, ImageSource> masks = new TreeMap<>();
        for (String part : new TreeSet<>(parts.keySet())) {
            Matcher name = NAMED.matcher(part);
            if (name.matches()) {
                (name.group(1).equals(STYLE) ? named : masks)
                        .put(name.group(2), one(part, name.group(1) + "-" + name.group(2), parts, limits));
            } else if (!List.of(CONTENT, STYLE, START, PROTECTION, REQUEST).contains(part)) {
                throw new InvalidJobException(
                        part,
                        "the parts are content, style, style.NAME, mask.NAME, start, protection and request, but there is "
                                + part);
            }
        }
        List<ImageSource> styles = new ArrayList<>();
        for (FormValue part : parts.getOrDefault(STYLE, List.of())) {
            styles.add(uploaded(STYLE, "style-" + styles.size(), part, limits));
        }
        return new PictureParts(
                one(CONTENT, "content", parts, limits),
                styles,
                named,
                masks,
                parts.containsKey(START) ? one(START, "start", parts, limits) : null,
                parts.containsKey(PROTECTION) ? one(PROTECTION, "protection", parts, limits) : null);
    }

    /**
     * The pictures in their roles.
     *
     * @param shares by the names of their styles
     * @throws InvalidJobException if a share or a mask has no style
     */
    JobPictures<ImageSource> pictures(Map<String, Double> shares) {
        RequestReader.checkStyles(styles.size() + named.size(), STYLE);
        for (String mask : masks.keySet()) {
            requireStyle(mask, "mask." + mask);
        }
        for (String share : shares.keySet()) {
            requireStyle(share, "shares." + share);
        }
        List<JobPictures.Style<ImageSource>> all = new ArrayList<>();
        styles.forEach(style -> all.add(JobPictures.Style.of(style)));
        named.forEach((name, style) -> all.add(new JobPictures.Style<>(
                style, RequestReader.share("shares." + name, shares.get(name)), masks.get(name))));
        return new JobPictures<>(content, all, start, protection);
    }

    private void requireStyle(String name, String field) {
        if (!named.containsKey(name)) {
            throw new InvalidJobException(field, field + " belongs to the part style." + name + ", but there is none");
        }
    }

    private static ImageSource one(
            String part, String name, Map<String, Collection<FormValue>> parts, BodyLimits limits) throws IOException {
        Collection<FormValue> values = parts.getOrDefault(part, List.of());
        if (values.size() != 1) {
            throw new InvalidJobException(part, "there must be one part " + part + " but there are " + values.size());
        }
        return uploaded(part, name, values.iterator().next(), limits);
    }

    private static ImageSource uploaded(String part, String name, FormValue value, BodyLimits limits)
            throws IOException {
        if (!value.isFileItem()) {
            throw new InvalidJobException(
                    part, "the part " + part + " must be a file, with a file name in its Content-Disposition");
        }
        long bytes = value.getFileItem().getFileSize();
        if (bytes > limits.imageBytes()) {
            throw new HttpProblem(
                    ProblemType.BODY_TOO_LARGE,
                    "a picture may have at most " + limits.imageBytes() + " bytes but this one has " + bytes,
                    part);
        }
        if (bytes == 0) {
            throw new InvalidJobException(part, "the part " + part + " must be a picture but is empty");
        }
        return new ImageSource.Uploaded(
                part, name, new ImageUpload(value.getFileItem().getFile(), bytes));
    }
}
