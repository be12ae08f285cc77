package org.stylize.gateway.rest;

import org.jspecify.annotations.Nullable;
import org.stylize.gateway.link.LinkedPictures;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;

/**
 * Where the pictures of a JSON body are: in the store, or at an address, from which they are downloaded at once.
 *
 * @param links gets what is downloaded
 */
record PictureRefs(LinkedPictures links) {
    /**
     * A style of the body.
     *
     * @param index its place in {@code styles}
     */
    JobPictures.Style<ImageSource> style(int index, SubmissionBody.@Nullable StyleRef ref) {
        String field = "styles[" + index + "]";
        if (ref == null) {
            throw nothingNamed(field);
        }
        SubmissionBody.PictureRef own = new SubmissionBody.PictureRef(ref.object(), ref.bucket(), ref.url());
        boolean namesOwn = ref.object() != null || ref.bucket() != null || ref.url() != null;
        if (ref.image() != null && namesOwn) {
            throw new InvalidJobException(
                    field, field + " names its image twice: as image, and as object, bucket or url");
        }
        double share = RequestReader.share(field + ".share", ref.share());
        ImageSource image = ref.image() == null
                ? source(field, "style-" + index, own)
                : source(field + ".image", "style-" + index, ref.image());
        ImageSource mask = ref.mask() == null ? null : source(field + ".mask", "mask-" + index, ref.mask());
        return new JobPictures.Style<>(image, share, mask);
    }

    /**
     * A picture of the body.
     *
     * @param name part of its object key if it is downloaded
     */
    ImageSource source(String field, String name, SubmissionBody.@Nullable PictureRef ref) {
        if (ref == null || (isMissing(ref.object()) && isMissing(ref.url()))) {
            throw nothingNamed(field);
        }
        if (ref.url() == null) {
            return new ImageSource.Stored(field, ref.bucket(), String.valueOf(ref.object()));
        }
        if (ref.object() != null || ref.bucket() != null) {
            throw new InvalidJobException(field, field + " names its picture twice: as url, and as object or bucket");
        }
        return links.fetch(field, name, ref.url());
    }

    private static boolean isMissing(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static InvalidJobException nothingNamed(String field) {
        return new InvalidJobException(
                field,
                field + " must name an object of the store, {\"object\": \"key\"}, or an address, {\"url\":"
                        + " \"https://…\"}, but names none");
    }
}
