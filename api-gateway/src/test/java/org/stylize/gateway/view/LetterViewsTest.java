package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.GONE;
import static org.stylize.gateway.SampleJobs.NOON;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Problem;

class LetterViewsTest {
    private final LetterViews views = new LetterViews(3);

    @Test
    void theNewestComeFirstAndPagesFollowEachOther() {
        put(new LetterId(0, 1), 10);
        put(new LetterId(1, 1), 30);
        put(new LetterId(0, 2), 20);
        List<LetterEntry> first = views.page(2, null);
        assertThat(first).extracting(letter -> letter.id().toString()).containsExactly("1-1", "0-2");
        LetterEntry.Place last =
                LetterEntry.Place.parse(first.get(1).place().toString()).orElseThrow();
        assertThat(views.page(2, last))
                .extracting(letter -> letter.id().toString())
                .containsExactly("0-1");
    }

    @Test
    void theOldestIsLeftOutWhenThereAreTooMany() {
        for (int offset = 0; offset < 5; offset++) {
            put(new LetterId(0, offset), offset);
        }
        assertThat(views.page(10, null))
                .extracting(letter -> letter.id().offset())
                .containsExactly(4L, 3L, 2L);
        assertThat(views.find(new LetterId(0, 1))).isEmpty();
    }

    @Test
    void aLetterThatIsReadAgainIsListedOnce() {
        put(new LetterId(0, 1), 10);
        put(new LetterId(0, 1), 10);
        assertThat(views.page(10, null)).hasSize(1);
    }

    @Test
    void whatTheBrokerDeletedGoesByPartition() {
        put(new LetterId(0, 1), 10);
        put(new LetterId(0, 2), 20);
        put(new LetterId(1, 1), 30);
        assertThat(views.removeBefore(0, 2)).isEqualTo(1);
        assertThat(views.page(10, null))
                .extracting(letter -> letter.id().toString())
                .containsExactly("1-1", "0-2");
    }

    @Test
    void aLongDetailIsClipped() {
        Problem problem = new Problem(GONE.type(), "x".repeat(100_000));
        DeadLetter letter = new DeadLetter(DeadLetter.Kind.REPORT, "none", NOON, problem, 0, ByteString.EMPTY);
        assertThat(LetterEntry.of(new LetterId(0, 0), letter).problem().detail())
                .hasSize(2_001);
    }

    @Test
    void idsAreTwoNumbers() {
        assertThat(LetterId.parse("12-345")).contains(new LetterId(12, 345));
        for (String wrong : List.of("", "1", "1-", "-1", "a-1", "01-1", "1-1-1", "9999999999-1")) {
            assertThat(LetterId.parse(wrong)).as(wrong).isEmpty();
        }
    }

    private void put(LetterId id, int second) {
        views.put(LetterEntry.of(
                id,
                new DeadLetter(
                        DeadLetter.Kind.SUBMISSION, "key", NOON.plusSeconds(second), GONE, 1, ByteString.EMPTY)));
    }
}
