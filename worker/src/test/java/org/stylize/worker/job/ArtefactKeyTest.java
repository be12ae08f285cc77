package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.Slice;
import org.stylize.proto.Tenant;
import org.stylize.worker.job.ArtefactKey.Format;
import org.stylize.worker.job.ArtefactKey.Kind;

class ArtefactKeyTest {
    private static final JobId ID = JobId.parse("01936f5e-7a00-7000-8000-000000000001");
    private static final JobKeys JOB = new JobKeys(new Tenant("acme"), ID);
    private static final Attempt ATTEMPT =
            new Attempt("01936f5e-7a01-7000-8000-000000000002", "w", "cpu", Slice.FIRST, 1);

    @Test
    void objectKeysAreWhatReadersKnow() {
        assertThat(ArtefactKey.pastiche(JOB, ATTEMPT, Format.PNG).objectKey())
                .isEqualTo("acme/jobs/" + ID + "/" + ATTEMPT.id() + "/pastiche.png");
        assertThat(ArtefactKey.preview(JOB, ATTEMPT, 42).objectKey())
                .isEqualTo("acme/jobs/" + ID + "/" + ATTEMPT.id() + "/preview-00042.jpg");
        assertThat(key(Kind.MANIFEST, 0, Format.JSON).objectKey())
                .isEqualTo("acme/jobs/" + ID + "/" + ATTEMPT.id() + "/manifest.json");
        assertThat(ArtefactKey.checkpoint(JOB, ATTEMPT, 1_200).objectKey())
                .isEqualTo("acme/jobs/" + ID + "/checkpoints/01200-" + ATTEMPT.id() + ".safetensors");
    }

    @Test
    void theContentTypeFollowsFromTheFormat() {
        assertThat(ArtefactKey.pastiche(JOB, ATTEMPT, Format.PNG).contentType()).isEqualTo("image/png");
        assertThat(ArtefactKey.pastiche(JOB, ATTEMPT, Format.TIFF).contentType())
                .isEqualTo("image/tiff");
        assertThat(ArtefactKey.preview(JOB, ATTEMPT, 1).contentType()).isEqualTo("image/jpeg");
        assertThat(key(Kind.MANIFEST, 0, Format.JSON).contentType()).isEqualTo("application/json");
    }

    @Test
    void everyKeyIsReadBackFromItsObjectKey() {
        for (Kind kind : Kind.values()) {
            for (Format format : Format.values()) {
                int step = kind == Kind.PREVIEW || kind == Kind.CHECKPOINT ? 123_456 : 0;
                ArtefactKey key = key(kind, step, format);

                assertThat(ArtefactKey.parse(key.objectKey())).contains(key);
                assertThat(key.objectKey()).startsWith(ArtefactKey.prefix(JOB, kind));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uploads/a.png",
                "jobs/01936f5e-7a00-7000-8000-000000000001/a/pastiche.png",
                "a/b/jobs/01936f5e-7a00-7000-8000-000000000001/a/pastiche.png",
                "Acme/jobs/01936f5e-7a00-7000-8000-000000000001/a/pastiche.png",
                "acme/jobs/not-an-id/a/pastiche.png",
                "acme/jobs/01936f5e-7a00-7000-8000-000000000001/a/pastiche.exe",
                "acme/jobs/01936f5e-7a00-7000-8000-000000000001/a/sketch.png",
                "acme/jobs/01936f5e-7a00-7000-8000-000000000001/a/pastiche-00001.png",
                "acme/jobs/01936f5e-7a00-7000-8000-000000000001/a/preview.jpg",
                "acme/jobs/01936f5e-7a00-7000-8000-000000000001/a/checkpoint-00001.safetensors/x",
                "acme/jobs/01936f5e-7a00-7000-8000-000000000001/checkpoints/00000-a.safetensors"
            })
    void otherObjectsAreNoArtefacts(String objectKey) {
        assertThat(ArtefactKey.parse(objectKey)).isEmpty();
    }

    @Test
    void aStepBelongsToPreviewsAndCheckpointsOnly() {
        assertThatThrownBy(() -> key(Kind.PREVIEW, 0, Format.JPEG)).hasMessageContaining("step of a preview");
        assertThatThrownBy(() -> key(Kind.PASTICHE, 3, Format.PNG)).hasMessageContaining("step of a pastiche");
    }

    private static ArtefactKey key(Kind kind, int step, Format format) {
        return new ArtefactKey(JOB, ATTEMPT.id(), kind, step, format);
    }
}
