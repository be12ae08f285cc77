package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.proto.ImageRef;

/**
 * Bytes of an object as the body of an answer.
 *
 * @param first the first byte
 * @param length how many
 * @param transfer is closed when they have been sent, or cannot be
 */
record StoredPicture(ImageRef image, ImageStore.Version version, long first, long length, Transfers.Transfer transfer) {
    StoredPicture {
        requireNonNull(image, "image is null");
        requireNonNull(version, "version is null");
    }
}
