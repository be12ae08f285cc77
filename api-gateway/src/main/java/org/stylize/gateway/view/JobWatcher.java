package org.stylize.gateway.view;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobRecord;

/** Is told of each change of the view, one after the other. Must be quick. */
@FunctionalInterface
public interface JobWatcher {
    /** Looks at nothing. */
    JobWatcher NONE = (before, after) -> {};

    /**
     * A job has changed.
     *
     * @param before null for a new one
     * @param after null for one that is gone
     */
    void changed(@Nullable JobRecord before, @Nullable JobRecord after);
}
