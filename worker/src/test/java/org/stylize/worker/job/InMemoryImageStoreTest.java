package org.stylize.worker.job;

import org.stylize.worker.testing.InMemoryImageStore;

class InMemoryImageStoreTest extends ImageStoreContract {
    private final InMemoryImageStore store = new InMemoryImageStore("stylize", MOST_BYTES);

    @Override
    protected ImageStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return "stylize";
    }
}
