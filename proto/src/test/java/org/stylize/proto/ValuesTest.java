package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "9b2e4c1a-7d3f-4a52-8e6b-0c1d2e3f4a5b"
            })
    void anIdIsAnyUuid(String text) {
        assertThat(JobId.parse(text)).hasToString(text);
    }

    @Test
    void aSliceIsAfterTheOnesBeforeIt() {
        Slice first = Slice.FIRST;
        assertThat(List.of(first.next(), first.nextAttempt(), new Slice(1, 70))).allMatch(s -> s.compareTo(first) > 0);
        assertThat(first.nextAttempt()).isGreaterThan(new Slice(1, 70)).isLessThan(new Slice(2, 2));
        assertThatThrownBy(() -> new Slice(0, 1)).isInstanceOf(InvalidJobException.class);
    }

    @Test
    void anAttemptIsAfterThoseOfEarlierSlicesAndDeliveries() {
        Attempt first = Attempt.by("a", "cpu", Slice.FIRST, 1);
        assertThat(first.isBefore(Attempt.by("b", "cpu", Slice.FIRST, 2))).isTrue();
        assertThat(first.isBefore(Attempt.by("b", "cpu", Slice.FIRST.next(), 1)))
                .isTrue();
        assertThat(Attempt.by("b", "cpu", Slice.FIRST, 4).isBefore(Attempt.by("a", "cpu", Slice.FIRST.next(), 1)))
                .isTrue();
        Attempt withTheSameNumber = Attempt.by("b", "cpu", Slice.FIRST, 1); // of a broker that was restarted
        assertThat(first.isBefore(withTheSameNumber)).isTrue();
        assertThat(withTheSameNumber.isBefore(first)).isFalse();
        assertThat(first.isBefore(first)).isFalse();
    }

    @Test
    void aJobExpiresAtItsTtlOrItsDeadlineWhicheverComesFirst() {
        assertThat(JobTerms.NONE.expiry(NOON)).isNull();
        assertThat(new JobTerms(Duration.ofHours(1), null).expiry(NOON)).isEqualTo(NOON.plusSeconds(3600));
        assertThat(new JobTerms(Duration.ofHours(1), NOON.plusSeconds(9)).expiry(NOON))
                .isEqualTo(NOON.plusSeconds(9));
        assertThat(new JobTerms(Duration.ofHours(1), NOON.plusSeconds(7200)).expiry(NOON))
                .isEqualTo(NOON.plusSeconds(3600));
        assertThatThrownBy(() -> new JobTerms(Duration.ZERO, null)).hasMessageContaining("ttl");
        assertThatThrownBy(() -> new JobTerms(Duration.ofDays(366), null)).hasMessageContaining("365");
    }

    @Test
    void aFaultIsForgottenOnceMoreWorkIsKept() {
        Dispatch faulted = Dispatch.first(NOON).kept(10).faulted().faulted();
        assertThat(faulted.faults()).isEqualTo(2);
        assertThat(faulted.kept(10).faults()).isEqualTo(2);
        assertThat(faulted.kept(11).faults()).isZero();
        assertThat(faulted.next(Slice.FIRST.nextAttempt(), NOON).faults()).isEqualTo(2);
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
