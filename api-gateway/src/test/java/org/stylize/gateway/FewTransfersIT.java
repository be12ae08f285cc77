package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.transfer.Transfers;

/** Too many bodies on their way. */
@QuarkusTest
@TestProfile(FewTransfersProfile.class)
class FewTransfersIT extends OnStackWithWorker {
    private static final String JOBS = "/v1/stylizations";
    private static final Duration PATIENCE = ofSeconds(60);

    @Inject
    Transfers transfers;

    @Test
    void aCallerHasSoManyTransfersAtATime() {
        List<SlowClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < FewTransfersProfile.BY_CALLER; i++) {
                slow.add(SlowClient.inUpload(base.getPort(), 5_000_000));
            }
            await().atMost(PATIENCE)
                    .until(() -> transfers.open(Transfers.Kind.UPLOAD) == FewTransfersProfile.BY_CALLER);
            Api.Answer refused = api.post(JOBS, "{}");

            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
            assertThat(refused.problem()).isEqualTo("/problems/rate-limited");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(api.get(JOBS).status()).as("what is no transfer").isEqualTo(200);
        } finally {
            slow.forEach(SlowClient::close);
        }
        await().atMost(PATIENCE).until(() -> transfers.open(Transfers.Kind.UPLOAD) == 0);
        submit();
    }
}
