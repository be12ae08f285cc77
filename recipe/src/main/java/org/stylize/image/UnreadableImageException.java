package org.stylize.image;

/** The bytes are not a picture in a format that we read, or the file is damaged or cut off. */
public final class UnreadableImageException extends ImageException {
    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
