package org.stylize.gateway.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobRecord;

/**
 * Some jobs, newest first.
 *
 * @param last the place from which the next page goes on; null if there are no more
 */
public record JobPage(List<JobRecord> jobs, @Nullable Place last) {
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
