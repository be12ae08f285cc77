package org.stylize.engine.picture;

/** Nobody wants the picture any more that was being decoded. */
public final class DecodingStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DecodingStoppedException() {
        super("decoding was stopped, because nobody wants the picture any more");
    }
}
