package org.stylize.service.download;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A file could not be had from its address. The message may be shown to whoever gave the address. */
public final class DownloadException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is at fault. */
    public enum Reason {
        /** The address is none to which a download may go. */
        ADDRESS_NOT_ALLOWED,
        /** The server cannot be reached, is too slow, or has no such file. */
        NOT_FETCHED,
        /** The file has more bytes than are allowed. */
        TOO_LARGE
    }

    private final Reason reason;

    DownloadException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason is null");
    }

    public Reason reason() {
        return reason;
    }
}
