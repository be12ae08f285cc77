package org.stylize.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.fresh;
import static org.stylize.gateway.SampleJobs.life;
import static org.stylize.proto.Tenant.DEFAULT;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.view.InMemoryJobStore;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Trace;

class CommandsTest {
    private final JobId id = JobId.random();
    private final JobViews views = new JobViews(new InMemoryJobStore());
    private final FakeObjects objects = new FakeObjects();
    private final FakeImages images = new FakeImages();
    private final List<JobCommand> sent = new ArrayList<>();
    private Consumer<JobCommand> ledger = command -> {};
    private final Commands commands = new Commands(
            views,
            (command, trace) -> {
                sent.add(command);
                ledger.accept(command);
            },
            objects,
            images,
            Clock.fixed(NOON.plusSeconds(60), ZoneOffset.UTC),
            Duration.ofMillis(50));

    @Test
    void whatTheLedgerDoesNotRuleOnInTimeIsUnavailable() {
        views.put(job(2));
        assertThatThrownBy(() -> commands.cancel(DEFAULT, id.toString(), Trace.NONE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("within 0.05 s; ask again");
        assertThat(sent).hasSize(1);
    }

    @Test
    void theWordOfTheLedgerCounts() {
        views.put(job(3));
        ledger = command -> views.put(job(4)); // its worker was faster
        assertThatThrownBy(() -> commands.cancel(DEFAULT, id.toString(), Trace.NONE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.NOT_POSSIBLE))
                .hasMessageContaining("COMPLETED");
    }

    @Test
    void aCancelledJobIsCancelledWithoutACommand() {
        JobRecord cancelled = job(2).after(new JobEvent.Cancelled(id, 3, NOON));
        views.put(cancelled);
        assertThat(commands.cancel(DEFAULT, id.toString(), Trace.NONE)).isEqualTo(cancelled);
        assertThat(sent).isEmpty();
    }

    @Test
    void aJobIsFinishedWhenItsDeadlineIsMovedToNow() {
        JobTerms later = new JobTerms(null, NOON.plusSeconds(3_600));
        views.put(job(3).withTerms(later));
        ledger = command -> views.put(job(3).withTerms(later.withDeadline(command.at())));
        assertThat(commands.finish(DEFAULT, id.toString(), Trace.NONE)
                        .job()
                        .terms()
                        .deadline())
                .isEqualTo(NOON.plusSeconds(60));
        commands.finish(DEFAULT, id.toString(), Trace.NONE);
        assertThat(sent).as("the second one has nothing to do").hasSize(1);
    }

    @Test
    void aJobThatWaitsIsFinishedIfACheckpointKeepsSteps() {
        views.put(job(2));
        assertThatThrownBy(() -> commands.finish(DEFAULT, id.toString(), Trace.NONE))
                .isInstanceOf(RefusedException.class);
        JobRecord kept = job(2).withDispatch(job(2).dispatch().kept(30));
        views.put(kept);
        ledger = command -> views.put(kept.withTerms(kept.job().terms().withDeadline(command.at())));
        assertThat(commands.finish(DEFAULT, id.toString(), Trace.NONE).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aRetryHasTheIdThatTheCommandNames() {
        views.put(failed());
        ledger = command -> command.match(new RetryOnly(views, failed()));
        JobRecord first = commands.retry(DEFAULT, id.toString(), null, Trace.NONE);
        JobRecord second = commands.retry(DEFAULT, id.toString(), null, Trace.NONE);
        assertThat(first.job().retryOf()).isEqualTo(id);
        assertThat(second.id()).isNotEqualTo(first.id());
        JobRecord keyed = commands.retry(DEFAULT, id.toString(), "key", Trace.NONE);
        assertThat(commands.retry(DEFAULT, id.toString(), "key", Trace.NONE)).isEqualTo(keyed);
        assertThat(sent).hasSize(3);
    }

    @Test
    void aJobWhosePictureIsGoneIsNotDoneAgain() {
        views.put(failed());
        ImageRef gone = failed().job().pictures().content();
        images.gone.add(gone);
        assertThatThrownBy(() -> commands.retry(DEFAULT, id.toString(), null, Trace.NONE))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.IMAGE_NOT_FOUND))
                .hasMessageContaining("job " + id + " cannot be done again")
                .hasMessageContaining(gone.key());
        assertThat(sent).isEmpty();
    }

    @Test
    void withoutTheStoreNothingIsDeleted() {
        views.put(job(4));
        objects.isAway = true;
        assertThatThrownBy(() -> commands.delete(DEFAULT, id.toString(), Trace.NONE))
                .isInstanceOf(UnavailableException.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void aStoreThatFailsAfterwardsDoesNotBringTheJobBack() {
        views.put(job(4));
        objects.keys.add("default/jobs/" + id + "/a/pastiche.png");
        ledger = command -> {
            views.remove(id);
            objects.isAway = true;
        };
        commands.delete(DEFAULT, id.toString(), Trace.NONE);
        assertThat(views.find(id)).isEmpty();
        assertThat(objects.keys).as("what was known before").isEmpty();
    }

    @Test
    void objectsAreDeletedOnlyWhenTheJobIsGone() {
        views.put(job(4));
        objects.keys.addAll(List.of(
                "default/jobs/" + id + "/a/pastiche.png",
                "default/uploads/" + id + "/content-1",
                "default/in/photo.jpg"));
        assertThatThrownBy(() -> commands.delete(DEFAULT, id.toString(), Trace.NONE))
                .isInstanceOf(UnavailableException.class);
        assertThat(objects.keys).hasSize(3);
        ledger = command -> views.remove(id);
        commands.delete(DEFAULT, id.toString(), Trace.NONE);
        assertThat(objects.keys).containsExactly("default/in/photo.jpg");
    }

    private JobRecord job(int events) {
        JobRecord job = fresh(id);
        for (JobEvent event : life(id).subList(0, events)) {
            job = job.after(event);
        }
        return job;
    }

    private JobRecord failed() {
        return job(2).after(new JobEvent.Failed(id, 3, NOON, new Problem(ProblemType.DIVERGED, "the loss is NaN")));
    }

    /** A ledger that admits retries. */
    private record RetryOnly(JobViews views, JobRecord known) implements JobCommand.Cases<Boolean> {
        @Override
        public Boolean cancel(JobCommand.Cancel command) {
            return false;
        }

        @Override
        public Boolean finish(JobCommand.Finish command) {
            return false;
        }

        @Override
        public Boolean retry(JobCommand.Retry command) {
            JobRecord job = JobRecord.submitted(known.job().again(command.retryId(), NOON), NOON);
            views.put(job.after(new JobEvent.Submitted(job.id(), 1, NOON)));
            return true;
        }

        @Override
        public Boolean delete(JobCommand.Delete command) {
            return false;
        }
    }

    private static final class FakeObjects implements StoredObjects {
        private final List<String> keys = new ArrayList<>();
        private boolean isAway;

        @Override
        public List<ImageRef> under(String prefix) {
            if (isAway) {
                throw new UnavailableException("the store is away", new IllegalStateException());
            }
            return keys.stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> new ImageRef("stylize", key))
                    .toList();
        }

        @Override
        public void discard(Collection<ImageRef> objects) {
            objects.forEach(object -> keys.remove(object.key()));
        }
    }

    private static final class FakeImages implements ImageStore {
        private final List<ImageRef> gone = new ArrayList<>();

        @Override
        public String bucket() {
            return "stylize";
        }

        @Override
        public Version version(ImageRef image) {
            if (gone.contains(image)) {
                throw new ImageNotFoundException(image, new IllegalStateException());
            }
            return new Version(1, "tag");
        }

        @Override
        public byte[] beginning(ImageRef image, int most) {
            return new byte[1];
        }

        @Override
        public void put(ImageRef image, ImageUpload upload, String mediaType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void copy(ImageRef from, ImageRef to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] part(ImageRef image, Version version, long offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(ImageRef image) {
            throw new UnsupportedOperationException();
        }
    }
}
