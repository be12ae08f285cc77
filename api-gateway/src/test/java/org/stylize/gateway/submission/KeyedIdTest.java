package org.stylize.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stylize.proto.JobId;

class KeyedIdTest {
    /** The first 16 bytes of the SHA-256 of 00000000 00000004 "mine", from sha256sum, with version 8 and variant 2. */
    private static final JobId MINE = JobId.parse("4b40edc1-de6c-8c64-86f3-56e94beed5b5");

    @Test
    void theIdOfAKeyNeverChanges() {
        assertThat(KeyedId.of("mine")).isEqualTo(MINE);
    }

    /** As above, of 00000000, 00000004 "mine" and 00000024 and the text of the id above. */
    @Test
    void theIdOfARetryNeverChanges() {
        assertThat(KeyedId.ofRetry(MINE, "mine")).isEqualTo(JobId.parse("b4a75513-76d9-8faf-af5d-ed3fafc91469"));
    }

    @Test
    void aRetryOfAnotherJobHasAnotherId() {
        assertThat(KeyedId.ofRetry(JobId.random(), "mine")).isNotEqualTo(KeyedId.ofRetry(MINE, "mine"));
    }

    @Test
    void anotherKeyHasAnotherId() {
        assertThat(KeyedId.of("mine ")).isNotEqualTo(MINE);
    }
}
