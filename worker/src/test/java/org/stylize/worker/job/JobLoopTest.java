package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stylize.base.Stop;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.Stylizer;
import org.stylize.proto.Slice;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Network;
import org.stylize.service.trace.Spans;
import org.stylize.worker.testing.CountingObserver;
import org.stylize.worker.testing.InMemoryStore;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordedOrders;
import org.stylize.worker.testing.RecordedRequest;
import org.stylize.worker.testing.RecordingJobReports;
import org.stylize.worker.testing.RecordingStylizer;
import org.stylize.worker.testing.TestWorker;
import org.stylize.worker.trace.JobSpans;

class JobLoopTest {
    private final QueuedRequests requests = new QueuedRequests();
    private final InMemoryStore images = new InMemoryStore(Jobs.BUCKET, 1000);
    private final Stop stop = new Stop();
    private final AtomicInteger deaths = new AtomicInteger();
    private final CompletableFuture<@Nullable Void> stuck = new CompletableFuture<>();
    private Duration longestStep = Duration.ofMinutes(10);
    private final AtomicReference<@Nullable JobException> storeFault = new AtomicReference<>();
    private final StoreProbe store = () -> {
        JobException fault = storeFault.get();
        if (fault != null) {
            throw fault;
        }
    };

    @Test
    void isReadyOnlyWhenTheStylizerIsThere() {
        BlockingQueue<Stylizer> loaded = new LinkedBlockingQueue<>();
        JobLoop loop = loop(() -> take(loaded));

        loop.start();
        assertThat(loop.isReady()).isFalse();
        loaded.add(new RecordingStylizer(1, () -> {}));

        await().until(loop::isReady);
        loop.close();
        assertThat(loop.isReady()).isFalse();
        assertThat(loop.isAlive()).isFalse();
        assertThat(deaths).hasValue(0);
    }

    @Test
    void aStylizerThatCanNotBeMadeEndsTheLoopAndSaysSo() {
        JobLoop loop = loop(() -> {
            throw new IllegalStateException("no weights");
        });

        loop.start();

        await().untilAtomic(deaths, is(1));
        await().until(() -> !loop.isAlive());
        assertThat(loop.isReady()).isFalse();
    }

    @Test
    void anErrorInAJobEndsTheLoopAndSaysSo() {
        JobLoop loop = loop(() -> new RecordingStylizer(1, () -> {
            throw new LinkageError("for the test");
        }));
        images.put(Jobs.CONTENT, Jobs.picture(1));
        images.put(Jobs.STYLE, Jobs.picture(2));

        loop.start();
        requests.queue.add(Optional.of(new RecordedRequest(Jobs.job(), 1)));

        await().dontCatchUncaughtExceptions().untilAtomic(deaths, is(1));
    }

    @Test
    void runsOneJobAfterTheOther() {
        RecordedRequest first = new RecordedRequest(Jobs.job(), 1);
        RecordedRequest second = new RecordedRequest(Jobs.job(), 1);
        images.put(Jobs.CONTENT, Jobs.picture(1));
        images.put(Jobs.STYLE, Jobs.picture(2));
        JobLoop loop = loop(() -> new RecordingStylizer(2, () -> {}));
        requests.queue.add(Optional.of(first));
        requests.queue.add(Optional.of(second));

        loop.start();

        await().until(() -> second.settlement().equals("accept"));
        assertThat(first.settlement()).isEqualTo("accept");
        loop.close();
    }

    @Test
    void waitsAfterAFaultBeforeItTakesTheNextJobButNotOnceItIsToStop() {
        RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
        JobLoop loop = loop(() -> new RecordingStylizer(1, () -> {
            throw new DeviceFullException("the memory is full", new IllegalStateException());
        }));
        images.put(Jobs.CONTENT, Jobs.picture(1));
        images.put(Jobs.STYLE, Jobs.picture(2));
        requests.queue.add(Optional.of(request));

        loop.start();
        await().until(() -> request.settlement().equals("accept"));
        assertThat(requests.asked).hasValue(1);

        loop.close();
        assertThat(loop.isAlive()).isFalse();
    }

    @Test
    void takesTheNextJobAtOnceAfterOneThatItCannotDoAsItWasBegun() {
        Execution other = new Execution(Network.Precision.FP32, 2, 0, 0, "none", "cpu of the test");
        RecordedRequest unable = new RecordedRequest(Jobs.job(), Slice.FIRST, 1, other);
        images.put(Jobs.CONTENT, Jobs.picture(1));
        images.put(Jobs.STYLE, Jobs.picture(2));
        requests.queue.add(Optional.of(unable));
        JobLoop loop = loop(() -> new RecordingStylizer(1, () -> {}));

        loop.start();

        await().untilAtomic(requests.asked, is(2));
        assertThat(unable.settlement()).isEqualTo("accept");
        loop.close();
    }

    @Test
    void takesNoOtherJobAfterAStepThatTookTooLong() {
        longestStep = Duration.ofMillis(100);
        RecordedRequest slow = new RecordedRequest(Jobs.job(), 1);
        RecordedRequest next = new RecordedRequest(Jobs.job(), 1);
        images.put(Jobs.CONTENT, Jobs.picture(1));
        images.put(Jobs.STYLE, Jobs.picture(2));
        requests.queue.add(Optional.of(slow));
        requests.queue.add(Optional.of(next));
        JobLoop loop = loop(() -> new RecordingStylizer(2, stuck::join));

        loop.start();
        await().until(() -> slow.settlement().equals("accept"));
        loop.close();

        assertThat(loop.isAlive()).isFalse();
        assertThat(next.settlement()).isEqualTo("none");
        assertThat(deaths).hasValue(0);
    }

    @Test
    void takesNoJobBeforeTheStoreWorksAndSaysWhy() {
        storeFault.set(new StoreRefusedException("the store has no bucket 'b'", null));
        JobLoop loop = loop(() -> new RecordingStylizer(1, () -> {}));

        loop.start();
        await().until(() -> loop.trouble().isPresent());
        assertThat(loop.trouble()).contains("the store has no bucket 'b'");
        assertThat(loop.isReady()).isFalse();
        assertThat(requests.asked).hasValue(0);
        storeFault.set(null);

        await().until(loop::isReady);
        await().untilAtomic(requests.asked, is(1));
        assertThat(loop.trouble()).isEmpty();
        loop.close();
    }

    @Test
    void aWorkerThatWaitsForTheStoreCanBeStopped() {
        storeFault.set(new TransientFaultException("the store is away", null));
        JobLoop loop = loop(() -> new RecordingStylizer(1, () -> {}));
        loop.start();
        await().until(() -> loop.trouble().isPresent());

        loop.close();

        assertThat(loop.isAlive()).isFalse();
        assertThat(deaths).hasValue(0);
    }

    private JobLoop loop(Supplier<Stylizer> stylizers) {
        RecordingJobReports reports = new RecordingJobReports();
        return new JobLoop(
                stylizers,
                stylizer -> new JobRunner(
                        new JobRunner.Ports(
                                images,
                                images,
                                reports,
                                new RecordedOrders(),
                                new CountingObserver(),
                                new JobSpans(Spans.none())),
                        stylizer,
                        new ProgressFeed(reports, images),
                        new StepWatch(longestStep, System::nanoTime, () -> stuck.complete(null)),
                        Runnable::run,
                        stop,
                        Clock.systemUTC(),
                        System::nanoTime,
                        TestWorker.SETTINGS),
                requests,
                store,
                stop,
                Duration.ofSeconds(10),
                deaths::incrementAndGet);
    }

    private static Stylizer take(BlockingQueue<Stylizer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the test puts in. */
    private static final class QueuedRequests implements JobRequests {
        private final BlockingQueue<Optional<JobRequest>> queue = new LinkedBlockingQueue<>();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Optional<JobRequest> next() throws InterruptedException {
            asked.incrementAndGet();
            return queue.take();
        }

        @Override
        public void stop() {
            queue.add(Optional.empty());
        }

        @Override
        public void close() {
            stop();
        }
    }
}
