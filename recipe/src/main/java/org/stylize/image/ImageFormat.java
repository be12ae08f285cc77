package org.stylize.image;

/** The picture formats that are read. */
public enum ImageFormat {
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp"),
    TIFF("image/tiff"),
    BMP("image/bmp"),
    GIF("image/gif");

    private final String mediaType;

    ImageFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The registered media type, as in a {@code Content-Type} header. */
    public String mediaType() {
        return mediaType;
    }
}
