package org.stylize.image;

/**
 * The bytes are not a picture that we read: no picture at all, damaged or cut off, or of a kind that is not supported, which is
 * an {@link UnsupportedImageException}.
 */
public sealed class UnreadableImageException extends ImageException permits UnsupportedImageException {
    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
