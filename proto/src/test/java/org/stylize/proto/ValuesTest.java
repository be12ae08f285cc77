package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final ImageRef IMAGE = new ImageRef("stylize", "a.jpg");

    @Test
    void laterIdsAreGreaterInOrderAndInText() {
        JobId earlier = JobId.random();
        JobId later = JobId.random();
        assertThat(earlier).isLessThan(later);
        assertThat(earlier.toString()).isLessThan(later.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "0198F0C2-7E5B-7C31-9A55-3F0C9A1D2B4E", "1-1-7001-8001-1", "not an id at all"})
    void anIdIsAUuidInItsCanonicalForm(String text) {
        assertThatThrownBy(() -> JobId.parse(text)).isInstanceOf(InvalidJobException.class);
    }

    @Test
    void anIdIsOfVersion7() {
        String version4 = UUID.randomUUID().toString();
        assertThatThrownBy(() -> JobId.parse(version4))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("version 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/../b", "..", "./a", "a\u0000b"})
    void anObjectKeyStaysInItsBucket(String key) {
        assertThatThrownBy(() -> new ImageRef("stylize", key)).isInstanceOf(InvalidJobException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "Stylize", "-stylize", "sty/lize", "a_b"})
    void aBucketHasABucketsName(String bucket) {
        assertThatThrownBy(() -> new ImageRef(bucket, "a")).isInstanceOf(InvalidJobException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3://", "s3://stylize", "http://stylize/a", "stylize/a"})
    void anObjectIsWrittenAsBucketAndKey(String uri) {
        assertThatThrownBy(() -> ImageRef.parse(uri)).isInstanceOf(InvalidJobException.class);
    }

    @Test
    void aJobHasOneToSixteenStyles() {
        assertThatThrownBy(() -> job(List.of(), null)).hasMessageContaining("16");
        assertThatThrownBy(() -> job(Collections.nCopies(17, IMAGE), null)).hasMessageContaining("17");
        assertThat(job(Collections.nCopies(16, IMAGE), null).pictures().styles())
                .hasSize(16);
    }

    @Test
    void anIdempotencyKeyHasALimit() {
        assertThatThrownBy(() -> job(List.of(IMAGE), "")).isInstanceOf(InvalidJobException.class);
        assertThatThrownBy(() -> job(List.of(IMAGE), "k".repeat(256))).isInstanceOf(InvalidJobException.class);
    }

    @Test
    void theFingerprintSaysWhatWasAskedForAndNothingElse() {
        StylizationJob job = job(List.of(IMAGE), "a");
        StylizationJob sameLater = job(List.of(IMAGE), "b").withSubmittedAt(NOON.plusSeconds(9));
        assertThat(sameLater.fingerprint()).isEqualTo(job.fingerprint());
        assertThat(job(List.of(IMAGE, IMAGE), "a").fingerprint()).isNotEqualTo(job.fingerprint());
    }

    private static StylizationJob job(List<ImageRef> styles, String key) {
        return StylizationJob.of(
                JobId.random(), JobPictures.of(IMAGE, styles), new RecipeChoice.Preset("d2l", ""), NOON, key);
    }
}
