package org.stylize.gateway;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.stylize.stack.StackProcess;

/** A test of the whole gateway over the broker and the store of {@link StackResource}. */
abstract class OnStack {
    @TestHTTPResource("/")
    URI base;

    StackProcess stack;

    Api api;
    TestStore store;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        store = new TestStore(stack);
    }
}
