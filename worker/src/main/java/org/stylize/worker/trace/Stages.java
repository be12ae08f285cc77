package org.stylize.worker.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicReference;

/** What the stylizer is at, for threads that work for it. There is one job at a time. For any thread. */
public final class Stages {
    private final AtomicReference<Context> stage = new AtomicReference<>(Context.root());

    /** The span of the stage before ends, and this one's is under way. */
    void enter(Context next) {
        Span.fromContext(requireNonNull(stage.getAndSet(next))).end();
    }

    /** The last stage ends. */
    void leave() {
        enter(Context.root());
    }

    /** The stage that is under way; the root, if nothing is. */
    Context now() {
        return requireNonNull(stage.get());
    }
}
