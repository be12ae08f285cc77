package org.stylize.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentSetTest {
    @Test
    void keepsTheValuesThatWereAddedLast() {
        RecentSet<String> set = new RecentSet<>(2);

        assertThat(set.add("a")).isTrue();
        assertThat(set.add("b")).isTrue();
        assertThat(set.add("b")).isFalse();
        assertThat(set.add("c")).isTrue();

        assertThat(set.contains("a")).isFalse();
        assertThat(set.contains("b")).isTrue();
        assertThat(set.contains("c")).isTrue();
    }
}
