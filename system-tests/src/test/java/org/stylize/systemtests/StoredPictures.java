package org.stylize.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stylize.stack.fleet.Fleet;

/** Two pictures in a fleet's store, and a submission that names them. */
public final class StoredPictures {
    /** JSON of a submission. */
    public static final String SUBMISSION =
            "{\"content\": {\"object\": \"default/photo.jpg\"}, \"styles\": [{\"object\": \"default/painting.jpg\"}]}";

    private StoredPictures() {}

    /**
     * Puts them there: the store's buckets are directories.
     *
     * @param data the fleet's directory
     */
    public static void put(Fleet fleet, Path data) throws IOException {
        Path own = data.resolve("stack/s3")
                .resolve(String.valueOf(fleet.addresses().get("s3.bucket")))
                .resolve("default");
        Files.createDirectories(own);
        Files.copy(Checkout.file("samples/photographs/chelsea.jpg"), own.resolve("photo.jpg"));
        Files.copy(Checkout.file("samples/paintings/night-over-the-bay.jpg"), own.resolve("painting.jpg"));
    }
}
