package org.stylize.systemtests.faults;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;

/**
 * Another team's service: writes submissions to the topic, one after the other, until the broker has each; some of them
 * twice, the second time to any partition. Has the thread {@code foreign-submitter}.
 */
final class ForeignSubmitter implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final ForeignProducer producer;
    private final JobPictures<ImageRef> pictures;
    private final Gateways view;
    private final Random random;
    private final JobCodec codec = new JobCodec("/another/team");
    private final ConcurrentLinkedQueue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "foreign-submitter");

    /**
     * @param pictures in the store
     * @param view says whether to pause
     */
    ForeignSubmitter(ForeignProducer producer, JobPictures<ImageRef> pictures, Gateways view, long seed) {
        this.producer = producer;
        this.pictures = pictures;
        this.view = view;
        this.random = new Random(seed);
    }

    void start() {
        thread.start();
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    /** Ends after the record that is under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void work() {
        try {
            while (!closed.await(50 + random.nextInt(400), TimeUnit.MILLISECONDS)) {
                if (view.isCrowded()) {
                    continue;
                }
                int steps = JobMix.steps(random);
                JobId id = new JobId(new UUID(random.nextLong(), random.nextLong())); // any UUID will do
                Encoded submission = codec.encodeSubmission(StylizationJob.of(
                        id,
                        pictures,
                        new RecipeChoice.Preset(JobMix.PRESET, JobMix.overrides(steps)),
                        Clock.systemUTC().instant(),
                        null));
                boolean isStored = false;
                while (!isStored && closed.getCount() > 0) {
                    isStored = producer.send(submission, null);
                }
                if (isStored) {
                    accepted.add(new Accepted(id.toString(), "foreign-" + id, steps));
                }
                if (isStored && random.nextInt(4) == 0) {
                    producer.send(submission, random.nextInt(PARTITIONS));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
