package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer.Command;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordedRequest;

class AttemptCommandsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
    private final Stop stop = new Stop();
    private final AttemptCommands commands = new AttemptCommands(request, stop);

    @Test
    void anAttemptGoesOnUntilSomethingHappens() {
        assertThat(commands.command()).isEqualTo(Command.GO_ON);
        assertThat(commands.pause(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void aShutdownHandsTheJobBack() {
        stop.request();

        assertThat(commands.command()).isEqualTo(Command.HAND_BACK);
        assertThat(commands.pause(LONG)).isFalse();
    }

    @Test
    void aLostLockCancelsTheAttemptAlsoDuringAShutdown() {
        request.loseLock();
        assertThat(commands.command()).isEqualTo(Command.CANCEL);

        stop.request();

        assertThat(commands.command()).isEqualTo(Command.CANCEL);
        assertThat(commands.pause(LONG)).isFalse();
    }

    @Test
    void aLostLockEndsAWaitThatIsUnderWay() throws Exception {
        CompletableFuture<Boolean> paused = CompletableFuture.supplyAsync(() -> commands.pause(LONG));

        request.loseLock();

        assertThat(paused.get(10, TimeUnit.SECONDS)).isFalse();
    }
}
