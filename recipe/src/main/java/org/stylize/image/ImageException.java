package org.stylize.image;

/**
 * A picture can never be used: the fault is in its bytes. The message says what was expected and what was found, in
 * words for the person who sent the picture.
 */
public abstract sealed class ImageException extends RuntimeException
        permits UnreadableImageException, ImageTooLargeException, ImageTooSmallException {
    private static final long serialVersionUID = 1L;

    ImageException(String message) {
        super(message);
    }

    ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
