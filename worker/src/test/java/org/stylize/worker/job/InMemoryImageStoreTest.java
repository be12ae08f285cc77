package org.stylize.worker.job;

import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.worker.testing.InMemoryStore;

class InMemoryImageStoreTest extends ImageStoreContract {
    private final InMemoryStore store = new InMemoryStore("stylize", MOST_BYTES);

    @Override
    protected ImageStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return "stylize";
    }

    @Override
    protected void upload(ImageRef image, ImageBytes bytes) {
        store.put(image, bytes);
    }
}
