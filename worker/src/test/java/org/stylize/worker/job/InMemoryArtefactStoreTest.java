package org.stylize.worker.job;

import org.stylize.worker.testing.InMemoryStore;

class InMemoryArtefactStoreTest extends ArtefactStoreContract {
    private final InMemoryStore store = new InMemoryStore("stylize", 1);

    @Override
    protected ArtefactStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return "stylize";
    }
}
