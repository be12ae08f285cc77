package org.stylize.service;

import org.stylize.proto.ImageRef;

/** Is told of each call of the store, on the thread that calls. Must not throw, and must be quick. */
@FunctionalInterface
public interface StoreCalls {
    /** Does not listen. */
    StoreCalls UNHEARD = (action, object) -> Call.UNHEARD;

    /** A call begins; it may be part of another one of this thread. */
    Call begin(StoreAction action, ImageRef object);

    /** A call that is under way. Closed on the thread that began it. */
    interface Call extends AutoCloseable {
        /** Nobody listens. */
        Call UNHEARD = new Call() {
            @Override
            public void failed(StoreException why) {}

            @Override
            public void close() {}
        };

        /** It has no answer, or a bad one. */
        void failed(StoreException why);

        @Override
        void close();
    }
}
