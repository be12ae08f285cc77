package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.stylize.gateway.picture.StoreAddresses;
import org.stylize.proto.ImageRef;
import org.stylize.service.S3Addresses;

/** {@link StoreAddresses} of an S3 store. */
public final class S3StoreAddresses implements StoreAddresses {
    private final S3Addresses addresses;

    public S3StoreAddresses(S3Addresses addresses) {
        this.addresses = requireNonNull(addresses, "addresses is null");
    }

    @Override
    public Form form(ImageRef object, String contentType, long mostBytes, Instant end) {
        S3Addresses.Form form = addresses.form(object, contentType, mostBytes, end);
        return new Form(form.url(), form.fields());
    }

    @Override
    public String download(ImageRef object, String contentType, String fileName, Duration time) {
        return addresses.download(object, contentType, fileName, time);
    }
}
