package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.Slice;
import org.stylize.proto.Tenant;
import org.stylize.worker.job.ArtefactKey.Format;
import org.stylize.worker.job.ArtefactKey.Kind;

/** What every {@link ArtefactStore} promises. */
public abstract class ArtefactStoreContract {
    private final JobKeys job = new JobKeys(new Tenant("acme"), JobId.random());
    private final Attempt attempt = Attempt.by("worker-1", "cpu", Slice.FIRST, 1);
    private final Attempt later = Attempt.by("worker-2", "cpu", Slice.FIRST, 2);

    protected abstract ArtefactStore store();

    /** The bucket of the store. */
    protected abstract String bucket();

    @Test
    void givesBackWhatWasStoredAndSaysWhereItIs() {
        ArtefactKey key = ArtefactKey.pastiche(job, attempt, Format.PNG);

        ImageRef where = store().put(key, new byte[] {1, 2, 3});

        assertThat(where).isEqualTo(new ImageRef(bucket(), job.made() + attempt.id() + "/pastiche.png"));
        assertThat(store().get(key)).containsExactly(1, 2, 3);
    }

    @Test
    void anArtefactOfTheSameKeyIsReplaced() {
        ArtefactKey key = ArtefactKey.preview(job, attempt, 5);
        store().put(key, new byte[] {1, 2, 3});

        store().put(key, new byte[] {4});

        assertThat(store().get(key)).containsExactly(4);
    }

    @Test
    void anArtefactThatWasNeverStoredIsMissing() {
        ArtefactKey key = ArtefactKey.pastiche(job, attempt, Format.PNG);

        assertThatThrownBy(() -> store().get(key))
                .isInstanceOf(ArtefactMissingException.class)
                .hasMessageContaining(key.objectKey());
    }

    @Test
    void whatIsDeletedIsMissingAndDeletingNothingIsFine() {
        ArtefactKey key = ArtefactKey.preview(job, attempt, 5);
        store().put(key, new byte[] {1});

        store().delete(key);
        store().delete(key);

        assertThatThrownBy(() -> store().get(key)).isInstanceOf(ArtefactMissingException.class);
    }

    @Test
    void listsOneKindOfOneJobOverAllAttemptsByStep() {
        ArtefactKey first = checkpoint(job, attempt, 100);
        ArtefactKey second = checkpoint(job, later, 200);
        ArtefactKey third = checkpoint(job, later, 1_000);
        for (ArtefactKey key : new ArtefactKey[] {third, first, second}) {
            store().put(key, new byte[] {1});
        }
        ArtefactKey preview = ArtefactKey.preview(job, attempt, 100);
        store().put(preview, new byte[] {1});
        store().put(checkpoint(new JobKeys(new Tenant("acme"), JobId.random()), attempt, 300), new byte[] {1});

        assertThat(store().list(job, Kind.CHECKPOINT)).containsExactly(first, second, third);
        assertThat(store().list(job, Kind.PREVIEW)).containsExactly(preview);
        assertThat(store().list(job, Kind.PASTICHE)).isEmpty();
    }

    private static ArtefactKey checkpoint(JobKeys job, Attempt attempt, int step) {
        return new ArtefactKey(job, attempt.id(), Kind.CHECKPOINT, step, Format.SAFETENSORS);
    }
}
