package org.stylize.gateway;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.stylize.stack.StackProcess;

/** A test of the whole gateway over the broker and the store of {@link StackResource}. */
abstract class OnStack {
    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;

    Api api;
    Api management;
    TestStore store;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        store = new TestStore(stack);
    }
}
