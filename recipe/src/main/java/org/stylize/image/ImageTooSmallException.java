package org.stylize.image;

/** The picture has a side shorter than the limits allow. */
public final class ImageTooSmallException extends ImageException {
    private static final long serialVersionUID = 1L;

    public ImageTooSmallException(String message) {
        super(message);
    }
}
