package org.stylize.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.stream.Stream;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Lane;

/**
 * Where a job stands in the {@link FairQueue}.
 *
 * @param tenant whom the job belongs to
 * @param cost pixel-steps of the whole job
 * @param steps of the whole job
 * @param paid how much of the cost is on the tenant's meter: what was done, and, from the request on, what was asked for
 * @param rank among the jobs of the tenant that are held: text of fixed length, the least goes first
 */
record Place(Where where, String tenant, long cost, int steps, long paid, String rank) {
    static final int RANK_LENGTH = 17;
    /** Begins the rank of a job of the interactive lane. */
    static final char INTERACTIVE = '1';
    /** Begins the rank of a job of the batch lane. */
    static final char BATCH = '2';
    /** Begins the rank of a job that goes before both lanes. */
    private static final char FIRST = '0';

    /** Where a job can be. */
    enum Where {
        HELD('h'),
        ASKED('a'),
        BEGUN('b'),
        PAUSED('p'),
        GONE('g');

        private final char letter;

        Where(char letter) {
            this.letter = letter;
        }

        static Where of(byte letter) {
            return Stream.of(values())
                    .filter(where -> where.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no place has the letter " + letter));
        }
    }

    Place {
        requireNonNull(where, "where is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(rank, "rank is null");
    }

    /**
     * Of a job that had none.
     *
     * @param cost pixel-steps of the whole job
     * @param steps of the whole job
     */
    static Place first(JobRecord job, long cost, int steps) {
        return new Place(Where.PAUSED, job.job().tenant().name(), cost, steps, 0, rankOf(job)).after(job);
    }

    /** Of the same job as it is now. */
    Place after(JobRecord job) {
        Where now = whereIs(job);
        boolean isWhole = now == Where.ASKED || now == Where.BEGUN || job.state() == JobState.COMPLETED;
        return new Place(now, tenant, cost, steps, isWhole ? cost : doneOf(job), rankOf(job));
    }

    /** The job has ended, or is not here any more. */
    Place gone() {
        return new Place(Where.GONE, tenant, cost, steps, paid, rank);
    }

    boolean isHeld() {
        return where == Where.HELD;
    }

    boolean isAsked() {
        return where == Where.ASKED;
    }

    /** Whether it waits, or waited, in that lane. */
    boolean isIn(char lane) {
        return rank.charAt(0) == lane;
    }

    boolean isOpen() {
        return where != Where.GONE;
    }

    private static Where whereIs(JobRecord job) {
        if (job.state().isTerminal()) {
            return Where.GONE;
        }
        if (job.state() == JobState.RUNNING) {
            return Where.BEGUN;
        }
        if (job.dispatch().isHeld()) {
            return Where.HELD;
        }
        return job.dispatch().isAsked() ? Where.ASKED : Where.PAUSED;
    }

    private long doneOf(JobRecord job) {
        return steps == 0 ? 0 : cost * Math.min(steps, job.dispatch().keptSteps()) / steps;
    }

    /**
     * A job that was interrupted goes on before others begin, and so does one that has a picture and a deadline; then the
     * interactive lane, then the batch lane; one whose slice is over goes to the end of its lane.
     */
    private static String rankOf(JobRecord job) {
        boolean isInterrupted = job.status().problem() != null;
        boolean isFinishing =
                job.dispatch().keptSteps() > 0 && job.job().terms().deadline() != null;
        Instant since = job.attempts() == 0 || isInterrupted
                ? job.admittedAt()
                : job.dispatch().at();
        char lane = job.job().terms().lane() == Lane.BATCH ? BATCH : INTERACTIVE;
        return "%c%016x".formatted(isInterrupted || isFinishing ? FIRST : lane, Math.max(0, since.toEpochMilli()));
    }

    byte[] bytes() {
        byte[] texts = (rank + tenant).getBytes(UTF_8);
        return ByteBuffer.allocate(Byte.BYTES + 2 * Long.BYTES + Integer.BYTES + texts.length)
                .put((byte) where.letter)
                .putLong(cost)
                .putInt(steps)
                .putLong(paid)
                .put(texts)
                .array();
    }

    static Place read(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        Where where = Where.of(in.get());
        long cost = in.getLong();
        int steps = in.getInt();
        long paid = in.getLong();
        String texts = new String(value, in.position(), in.remaining(), UTF_8);
        return new Place(where, texts.substring(RANK_LENGTH), cost, steps, paid, texts.substring(0, RANK_LENGTH));
    }
}
