package org.stylize.image;

/**
 * The file is whole, as far as was looked at, but of a kind that is not read. The message names the kind, and says what can be
 * done instead.
 */
public final class UnsupportedImageException extends UnreadableImageException {
    private static final long serialVersionUID = 1L;

    public UnsupportedImageException(String message) {
        super(message);
    }

    public UnsupportedImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
