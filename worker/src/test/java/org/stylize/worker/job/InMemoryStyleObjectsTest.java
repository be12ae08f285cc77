package org.stylize.worker.job;

import org.stylize.worker.testing.InMemoryStyleObjects;

class InMemoryStyleObjectsTest extends StyleObjectsContract {
    private final StyleObjects objects = new InMemoryStyleObjects();

    @Override
    protected StyleObjects objects() {
        return objects;
    }
}
