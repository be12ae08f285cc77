package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stylize.base.Stop;
import org.stylize.engine.ImageBytes;
import org.stylize.worker.testing.FaultyStore;
import org.stylize.worker.testing.InMemoryStore;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordedOrders;
import org.stylize.worker.testing.RecordedRequest;

class StoreRetriesTest {
    private final InMemoryStore objects = new InMemoryStore(Jobs.BUCKET, 100);
    private final FaultyStore faulty = new FaultyStore(objects);
    private final RecordedRequest request = new RecordedRequest(Jobs.job(), 1);
    private final Stop stop = new Stop();
    private final ArtefactKey key =
            ArtefactKey.pastiche(request.job().keys(), request.attempt(), ArtefactKey.Format.PNG);

    @Test
    void aShortOutageIsNotSeen() {
        StoreRetries retries = retriesFor(Duration.ofSeconds(10));
        ArtefactStore artefacts = new PatientArtefactStore(faulty, retries);
        objects.put(Jobs.CONTENT, new ImageBytes(new byte[] {7}));
        faulty.failNext(1);
        artefacts.put(key, new byte[] {1, 2, 3});
        faulty.failNext(1);

        assertThat(artefacts.get(key)).containsExactly(1, 2, 3);
        faulty.failNext(1);
        assertThat(new PatientImageStore(faulty, retries).get(Jobs.CONTENT)).isEqualTo(new ImageBytes(new byte[] {7}));
    }

    @Test
    void aLongOutageIsTransient() {
        ArtefactStore store = new PatientArtefactStore(faulty, retriesFor(Duration.ofMillis(300)));
        faulty.failNext(1_000);

        assertThatThrownBy(() -> store.put(key, new byte[] {1}))
                .isInstanceOf(TransientFaultException.class)
                .hasMessageContaining("away");
    }

    @Test
    void poisonIsNotTriedAgain() {
        ImageStore store = new PatientImageStore(faulty, retriesFor(Duration.ofHours(1)));

        assertThatThrownBy(() -> store.get(Jobs.CONTENT)).isInstanceOf(PoisonJobException.class);
    }

    @Test
    void aRefusalIsNotTriedAgain() {
        faulty.refuse();

        assertThatThrownBy(() -> new PatientImageStore(faulty, retriesFor(Duration.ofHours(1))).get(Jobs.CONTENT))
                .isInstanceOf(StoreRefusedException.class);
    }

    @Test
    void stoppingTheWorkerEndsTheWait() {
        faulty.failNext(1_000);
        stop.request();

        assertThatThrownBy(() -> new PatientImageStore(faulty, retriesFor(Duration.ofHours(1))).get(Jobs.CONTENT))
                .isInstanceOf(TransientFaultException.class);
    }

    @Test
    void aLostLockEndsTheWait() {
        faulty.failNext(1_000);
        request.loseLock();

        assertThatThrownBy(() -> new PatientImageStore(faulty, retriesFor(Duration.ofHours(1))).get(Jobs.CONTENT))
                .isInstanceOf(TransientFaultException.class);
    }

    private StoreRetries retriesFor(Duration longest) {
        return new StoreRetries(longest, new AttemptCommands(request, new RecordedOrders(), stop), System::nanoTime);
    }
}
