package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer.Command;
import org.stylize.proto.JobId;
import org.stylize.worker.job.AttemptCommands.Wish;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordedOrders;
import org.stylize.worker.testing.RecordedRequest;

class AttemptCommandsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
    private final Stop stop = new Stop();
    private final RecordedOrders orders = new RecordedOrders();
    private final AttemptCommands commands = new AttemptCommands(request, orders, stop);

    private Command command() {
        return commands.wish().command();
    }

    @Test
    void anAttemptGoesOnUntilSomethingHappens() {
        assertThat(command()).isEqualTo(Command.GO_ON);
        assertThat(commands.pause(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void aJobThatHasEndedAndAnAttemptThatIsGivenUpAreCancelled() {
        orders.superseded.add(request.attempt().id());
        assertThat(commands.wish()).isEqualTo(Wish.SUPERSEDED);

        orders.ended.add(request.job().id());

        assertThat(commands.wish()).isEqualTo(Wish.JOB_ENDED);
        assertThat(command()).isEqualTo(Command.CANCEL);
        assertThat(commands.pause(LONG)).isFalse();
    }

    @Test
    void ordersForOthersAreNotForThisAttempt() {
        orders.superseded.add("another attempt");
        orders.ended.add(JobId.random());
        orders.finishing.add(JobId.random());

        assertThat(commands.wish()).isEqualTo(Wish.GO_ON);
    }

    @Test
    void anOrderToFinishEndsNoWaitBecauseTheResultIsWanted() {
        orders.finishing.add(request.job().id());

        assertThat(command()).isEqualTo(Command.FINISH);
        assertThat(commands.pause(Duration.ofMillis(1))).isTrue();
    }

    @Test
    void aShutdownIsMoreUrgentThanAnOrderToFinishWhichTheNextWorkerFollows() {
        orders.finishing.add(request.job().id());
        stop.request();

        assertThat(commands.wish()).isEqualTo(Wish.SHUTDOWN);
    }

    @Test
    void theEndOfASliceHandsTheJobBackUnlessItIsToBeFinished() {
        commands.endSlice();
        assertThat(command()).isEqualTo(Command.HAND_BACK);

        orders.finishing.add(request.job().id());

        assertThat(command()).isEqualTo(Command.FINISH);
    }

    @Test
    void aShutdownHandsTheJobBack() {
        stop.request();

        assertThat(command()).isEqualTo(Command.HAND_BACK);
        assertThat(commands.pause(LONG)).isFalse();
    }

    @Test
    void aLostLockCancelsTheAttemptAlsoDuringAShutdown() {
        request.loseLock();
        assertThat(command()).isEqualTo(Command.CANCEL);

        stop.request();

        assertThat(command()).isEqualTo(Command.CANCEL);
        assertThat(commands.pause(LONG)).isFalse();
    }

    @Test
    void aLostLockEndsAWaitThatIsUnderWay() throws Exception {
        CompletableFuture<Boolean> paused = CompletableFuture.supplyAsync(() -> commands.pause(LONG));

        request.loseLock();

        assertThat(paused.get(10, TimeUnit.SECONDS)).isFalse();
    }
}
