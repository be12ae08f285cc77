package org.stylize.proto;

/** Which of a tenant's jobs go first. */
public enum Lane {
    /** Somebody waits for the picture. */
    INTERACTIVE,
    /** After the interactive jobs of the same tenant, but with a share of the work that is never nothing. */
    BATCH
}
