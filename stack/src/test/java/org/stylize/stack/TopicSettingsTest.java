package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stylize.proto.Topics;

class TopicSettingsTest {
    @Test
    void knowEveryTopicOfTheSystem() {
        assertThat(TopicSettings.ALL).extracting(TopicSettings::name).containsExactlyElementsOf(Topics.ALL);
    }

    @Test
    void keepTheLatestStateOfEachJobForEver() {
        TopicSettings jobs = settings(Topics.JOBS);

        assertThat(jobs.config()).containsEntry("cleanup.policy", "compact").doesNotContainKey("retention.ms");
    }

    @Test
    void keepKeysForEverTooInOrder() {
        TopicSettings keys = settings(Topics.KEYS);

        assertThat(keys.config()).containsEntry("cleanup.policy", "compact").doesNotContainKey("retention.ms");
        assertThat(keys.undivided()).isTrue();
    }

    @Test
    void forgetSessionsThatHaveLongEnded() {
        TopicSettings sessions = settings(Topics.SESSIONS);

        assertThat(sessions.config())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "2678400000");
    }

    @Test
    void letNoSegmentOutliveMoreThanASixthOfTheRetention() {
        TopicSettings progress = settings(Topics.PROGRESS);

        assertThat(progress.config()).containsEntry("retention.ms", "3600000").containsEntry("segment.ms", "600000");
    }

    private static TopicSettings settings(String topic) {
        return TopicSettings.ALL.stream()
                .filter(settings -> settings.name().equals(topic))
                .findFirst()
                .orElseThrow();
    }
}
