package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.worker.testing.FaultyImageStore;
import org.stylize.worker.testing.InMemoryImageStore;
import org.stylize.worker.testing.Jobs;

class PatientImageStoreTest {
    private final FaultyImageStore faulty = new FaultyImageStore(new InMemoryImageStore(Jobs.BUCKET, 100));
    private final Patience patience = new Patience();
    private final ImageBytes picture = new ImageBytes(new byte[] {1, 2, 3});

    @Test
    void aShortOutageIsNotSeen() {
        ImageStore store = patientFor(Duration.ofSeconds(10));
        faulty.failNext(1);
        store.put(Jobs.CONTENT, picture);
        faulty.failNext(1);

        assertThat(store.get(Jobs.CONTENT)).isEqualTo(picture);
    }

    @Test
    void aLongOutageIsTransient() {
        ImageStore store = patientFor(Duration.ofMillis(300));
        faulty.failNext(1_000);

        assertThatThrownBy(() -> store.put(Jobs.CONTENT, picture))
                .isInstanceOf(TransientFaultException.class)
                .hasMessageContaining("away");
    }

    @Test
    void poisonIsNotTriedAgain() {
        faulty.failNext(0);

        assertThatThrownBy(() -> patientFor(Duration.ofHours(1)).get(Jobs.CONTENT))
                .isInstanceOf(PoisonJobException.class);
    }

    @Test
    void stoppingEndsTheWait() {
        faulty.failNext(1_000);
        patience.end();

        assertThatThrownBy(() -> patientFor(Duration.ofHours(1)).get(Jobs.CONTENT))
                .isInstanceOf(TransientFaultException.class);
    }

    private ImageStore patientFor(Duration limit) {
        return new PatientImageStore(faulty, limit, patience, System::nanoTime);
    }
}
