package org.stylize.client;

import java.time.Instant;

/**
 * An address of the store that needs no key.
 *
 * @param url whoever has it may fetch the file
 * @param expiresAt until when it counts
 */
public record SignedLink(String url, Instant expiresAt) {}
