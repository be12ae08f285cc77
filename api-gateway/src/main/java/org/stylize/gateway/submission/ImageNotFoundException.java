package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import org.stylize.proto.ImageRef;

/** The store has no such object. */
public final class ImageNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImageRef image;

    public ImageNotFoundException(ImageRef image, Throwable cause) {
        super("there is no object " + image.uri(), cause);
        this.image = requireNonNull(image, "image is null");
    }

    public ImageRef image() {
        return image;
    }
}
