package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.fresh;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;

class WatchesTest {
    private final JobId id = JobId.random();
    private final Watches watches = new Watches();

    @Test
    void whoHasHeardIsForgotten() {
        CompletableFuture<JobRecord> change = watches.when(id, job -> true);
        CompletableFuture<JobId> removal = watches.gone(id);
        assertThat(watches.jobs()).isEqualTo(1);
        watches.changed(fresh(id));
        assertThat(change).isCompleted();
        assertThat(watches.jobs()).isEqualTo(1);
        watches.removed(id);
        assertThat(removal).isCompletedWithValue(id);
        assertThat(watches.jobs()).isZero();
    }

    @Test
    void whoStopsWaitingIsForgotten() {
        watches.when(id, job -> false).cancel(false);
        watches.gone(id).cancel(false);
        assertThat(watches.jobs()).isZero();
    }
}
