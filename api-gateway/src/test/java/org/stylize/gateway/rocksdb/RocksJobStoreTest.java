package org.stylize.gateway.rocksdb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.fresh;
import static org.stylize.gateway.SampleJobs.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.JobStore;
import org.stylize.gateway.view.JobStoreContract;
import org.stylize.gateway.view.Place;
import org.stylize.gateway.view.ViewClosedException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobTags;
import org.stylize.proto.Tenant;
import org.stylize.service.LocalDirectory;

class RocksJobStoreTest extends JobStoreContract {
    private static final long MEMORY = 8 << 20;

    private final JobCodec codec = new JobCodec("/test");

    @TempDir
    Path directory;

    private RocksJobStore store;

    @BeforeEach
    void open() {
        store = open(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected JobStore store() {
        return store;
    }

    @Test
    void startsEmptyWhereAnotherOneWasKilled() throws IOException {
        JobId id = new JobId(UUID.randomUUID());
        store.put(null, fresh(id));
        store.close();
        Path tables = Files.createDirectory(directory.resolve("view"));
        Path abandoned = Files.writeString(tables.resolve("000009.sst"), "half of a file");
        RocksJobStore next = open(directory);
        assertThat(next.find(id)).isEmpty();
        assertThat(abandoned).doesNotExist();
        next.close();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void looksAtABoundedNumberOfJobsForAPage() {
        JobId oldest = JobId.random();
        store.put(
                null,
                JobRecord.submitted(job(oldest).withTags(new JobTags(Map.of(), Map.of("a", "needle"), null)), NOON));
        for (int i = 1; i <= RocksJobStore.MOST_LOOKED_AT; i++) {
            store.put(null, JobRecord.submitted(job(JobId.random()), NOON.plusSeconds(i)));
        }
        JobQuery query = new JobQuery(Tenant.DEFAULT, null, null, Map.of(), null, null, null, "needle");
        JobPage first = store.newest(query, 10, null);
        assertThat(first.jobs()).isEmpty();
        assertThat(first.last())
                .isEqualTo(new Place(
                        NOON.plusSeconds(1), requireNonNull(first.last()).id()));
        JobPage next = store.newest(query, 10, first.last());
        assertThat(next.jobs()).extracting(JobRecord::id).containsExactly(oldest);
        assertThat(next.last()).isNull();
    }

    @Test
    void saysThatItIsClosed() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.find(JobId.random())).isInstanceOf(ViewClosedException.class);
    }

    @Test
    void namesTheDirectoryThatItCannotUse() throws IOException {
        Path file = Files.writeString(directory.resolve("a-file"), "");
        assertThatIllegalStateException().isThrownBy(() -> open(file)).withMessageContaining(file.toString());
    }

    private RocksJobStore open(Path path) {
        return RocksJobStore.open(LocalDirectory.named(path), MEMORY, codec);
    }
}
