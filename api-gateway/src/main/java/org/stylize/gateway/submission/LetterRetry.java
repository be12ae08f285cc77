package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.view.KeyedId;
import org.stylize.gateway.view.LetterId;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Trace;
import org.stylize.proto.UndecodableException;

/**
 * Makes a new job of the dead letter of a job or a submission. It needs nothing but the letter: the ledger may have
 * forgotten the job. A letter makes one job, however often it is retried, unless the caller names each retry. For any
 * thread; waits for store, broker and ledger.
 */
public final class LetterRetry {
    private final LetterArchive letters;
    private final JobViews views;
    private final KeptPictures pictures;
    private final JobSubmissions broker;
    private final JobCodec codec;
    private final Clock clock;
    private final Rulings rulings;

    /** @param rulingTimeout longest wait for the ledger to admit the new job */
    public LetterRetry(
            LetterArchive letters,
            JobViews views,
            ImageStore store,
            JobSubmissions broker,
            JobCodec codec,
            Clock clock,
            Duration rulingTimeout) {
        this.letters = requireNonNull(letters, "letters is null");
        this.views = requireNonNull(views, "views is null");
        this.pictures = new KeptPictures(store);
        this.broker = requireNonNull(broker, "broker is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.rulings = new Rulings(rulingTimeout);
    }

    /**
     * Submits the job of a letter again.
     *
     * @param key the caller's name for this retry; null for the letter's own
     * @return the new job, which names the old one
     * @throws RefusedException if there is no such letter, or it has no job, or a
     *     picture of the job is gone
     * @throws UnavailableException if store, broker or ledger does not answer in time
     */
    public JobRecord retry(LetterId id, @Nullable String key, Trace trace) {
        LetterArchive.Kept kept = letters.read(id).orElseThrow(() -> unknown(id.toString()));
        StylizationJob old = job(id, kept);
        JobId retryId = KeyedId.ofRetry(old.tenant(), old.id(), key == null ? "dead letter " + id : key);
        if (views.find(retryId).isEmpty()) {
            pictures.check(old);
            StylizationJob again = old.again(retryId, clock.instant());
            broker.submit(trace.isNone() ? again : again.withTrace(trace));
        }
        return rulings.await(
                views.ruled(retryId), "the ledger did not admit the new job within " + rulings + "; ask again");
    }

    /** Says that there is no such letter. */
    public static RefusedException unknown(String id) {
        return new RefusedException(ProblemType.UNKNOWN_JOB, "there is no dead letter " + id, null);
    }

    private StylizationJob job(LetterId id, LetterArchive.Kept kept) {
        DeadLetter letter = kept.letter();
        if (letter.kind() != DeadLetter.Kind.SUBMISSION) {
            throw notPossible(
                    "only the dead letter of a job or a submission can be retried, but " + id + " is of a "
                            + letter.kind().name().toLowerCase(Locale.ROOT),
                    null);
        }
        try {
            return codec.decodeSubmission(kept.record());
        } catch (InvalidJobException | UndecodableException e) {
            throw notPossible(
                    "the record of dead letter " + id + " is no submission that can be read: " + e.getMessage(), e);
        }
    }

    private static RefusedException notPossible(String why, @Nullable Throwable cause) {
        return new RefusedException(ProblemType.NOT_POSSIBLE, why, null, cause);
    }
}
