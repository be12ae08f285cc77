package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.proto.Tenant.DEFAULT;

import org.junit.jupiter.api.Test;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;

class KeyedIdTest {
    /** The first 16 bytes of the SHA-256 of 00000000 00000004 "mine", from sha256sum, with version 7 and variant 2. */
    private static final JobId MINE = JobId.parse("4b40edc1-de6c-7c64-86f3-56e94beed5b5");

    @Test
    void theIdOfAKeyNeverChanges() {
        assertThat(KeyedId.of(DEFAULT, "mine")).isEqualTo(MINE);
    }

    /** As above, of 00000004 "acme" and 00000004 "mine". */
    @Test
    void theSameKeyOfAnotherTenantHasAnotherId() {
        assertThat(KeyedId.of(new Tenant("acme"), "mine"))
                .isEqualTo(JobId.parse("086b2e22-26c5-7880-8ef0-2cd122b81086"));
    }

    /** As above, of 00000000, 00000004 "mine" and 00000024 and the text of the id above. */
    @Test
    void theIdOfARetryNeverChanges() {
        assertThat(KeyedId.ofRetry(DEFAULT, MINE, "mine"))
                .isEqualTo(JobId.parse("91f39240-5414-75ea-b4ea-00578a79362e"));
    }

    @Test
    void aRetryOfAnotherJobHasAnotherId() {
        assertThat(KeyedId.ofRetry(DEFAULT, JobId.random(), "mine"))
                .isNotEqualTo(KeyedId.ofRetry(DEFAULT, MINE, "mine"));
    }

    @Test
    void anotherKeyHasAnotherId() {
        assertThat(KeyedId.of(DEFAULT, "mine ")).isNotEqualTo(MINE);
    }
}
