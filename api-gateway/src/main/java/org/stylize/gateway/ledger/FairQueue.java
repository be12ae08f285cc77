package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.forecast.RecipeCosts;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Tenant;

/**
 * Whose turn it is among the open jobs of one task. Each tenant has a meter of what the workers were asked to do for him:
 * pixel-steps divided by the tenant's weight. The next job is of the tenant with the lowest meter; a tenant's own jobs go
 * first in, first out in each lane: interactive jobs before batch jobs, which still get one tenth of the pixel-steps while both wait. A
 * tenant who had no job that was held begins where the others are, so nobody saves up turns, and
 * nobody waits for more than the others were given since. What was asked for and not done is taken off the meter again.
 *
 * <p>This is start-time fair queuing (Goyal, Vin, Cheng, 1996) with the meter as start tag. Everything is in one store: a
 * {@link Place} for each open job, the held jobs of each tenant in order, the jobs that are asked for, a {@link Meter} for each tenant, and the
 * tenants with held jobs in the order of their meters. So each step costs a few look-ups, however many jobs there are.
 * Used by the thread of its task only.
 */
final class FairQueue {
    private static final byte[] NOTHING = {};
    private static final String TOTALS = "n";
    private static final String PLACE = "j";
    private static final String METER = "t";
    private static final String HELD = "w";
    private static final String ASKED = "a";
    private static final String AFTER_ASKED = "b";
    private static final String ORDER = "p";
    /** Follows the name of a tenant; sorts before all characters of a name but the hyphen, which no other name ends with. */
    private static final char END = '/';

    private static final char AFTER_END = END + 1;
    private static final int MILLIS_AND_METER = 16;
    /** Pixel-steps of interactive jobs for each one of batch jobs, while both wait. */
    private static final int INTERACTIVE_SHARE = 9;

    private final KeyValueStore<String, byte[]> store;
    private final TenantWeights weights;
    private final RecipeCosts costs;

    FairQueue(KeyValueStore<String, byte[]> store, TenantWeights weights, RecipeCosts costs) {
        this.costs = requireNonNull(costs, "costs is null");
        this.store = requireNonNull(store, "store is null");
        this.weights = requireNonNull(weights, "weights is null");
    }

    /**
     * Of the whole task.
     *
     * @param time the highest meter that a tenant had when a request was written for him
     */
    private record Totals(long held, long asked, long time) {
        static final Totals NONE = new Totals(0, 0, 0);

        static Totals read(byte @Nullable [] value) {
            if (value == null) {
                return NONE;
            }
            ByteBuffer in = ByteBuffer.wrap(value);
            return new Totals(in.getLong(), in.getLong(), in.getLong());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(held)
                    .putLong(asked)
                    .putLong(time)
                    .array();
        }
    }

    /**
     * Of one tenant.
     *
     * @param units what the workers were asked for, in thousands of pixel-steps by weight
     * @param credit pixel-steps of batch jobs that may go before interactive ones
     */
    private record Meter(long units, long held, long open, long credit) {
        static Meter read(byte @Nullable [] value) {
            if (value == null) {
                return new Meter(0, 0, 0, 0);
            }
            ByteBuffer in = ByteBuffer.wrap(value);
            // A ledger of an earlier release knew no lanes.
            return new Meter(in.getLong(), in.getLong(), in.getLong(), in.hasRemaining() ? in.getLong() : 0);
        }

        byte[] bytes() {
            return ByteBuffer.allocate(4 * Long.BYTES)
                    .putLong(units)
                    .putLong(held)
                    .putLong(open)
                    .putLong(credit)
                    .array();
        }
    }

    /** Whether nothing was ever written to the store. */
    boolean isNew() {
        return store.get(TOTALS) == null;
    }

    /** The store is complete from now on. */
    void begin() {
        store.put(TOTALS, totals().bytes());
    }

    /** Jobs that wait for their turn. */
    long held() {
        return totals().held();
    }

    /** Jobs whose request is written and waits for a worker, or was taken by one who has not said so yet. */
    long asked() {
        return totals().asked();
    }

    /** The jobs that count as asked for. */
    List<JobId> askedJobs() {
        List<JobId> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(ASKED, AFTER_ASKED)) {
            entries.forEachRemaining(entry -> found.add(JobId.parse(entry.key.substring(ASKED.length()))));
        }
        return found;
    }

    /** The job whose turn it is; empty if none is held. */
    Optional<JobId> first() {
        String inOrder = firstKey(ORDER, "q");
        if (inOrder == null) {
            return Optional.empty();
        }
        String tenant = inOrder.substring(ORDER.length() + MILLIS_AND_METER);
        String from = HELD + tenant + END;
        String held = requireNonNull(firstKey(from, HELD + tenant + AFTER_END), inOrder);
        JobId first = heldJob(tenant, held);
        if (held.charAt(from.length()) != Place.INTERACTIVE) {
            return Optional.of(first);
        }
        return firstOfBatchLane(tenant)
                .filter(batch -> hasCredit(tenant, batch))
                .or(() -> Optional.of(first));
    }

    private Optional<JobId> firstOfBatchLane(String tenant) {
        String held = firstKey(HELD + tenant + END + Place.BATCH, HELD + tenant + AFTER_END);
        return Optional.ofNullable(held).map(key -> heldJob(tenant, key));
    }

    private boolean hasCredit(String tenant, JobId batch) {
        Place place = place(PLACE + batch);
        return place != null && Meter.read(store.get(METER + tenant)).credit() >= place.cost();
    }

    private static JobId heldJob(String tenant, String key) {
        return JobId.parse(key.substring(HELD.length() + tenant.length() + 1 + Place.RANK_LENGTH));
    }

    /**
     * Takes a job as it is now.
     *
     * @param cost pixel-steps of the job, if it is new and its submission says them; null if they are to be estimated
     * @return the place that the job got, or gave up, if it is new or has ended; null otherwise
     */
    @Nullable
    Place put(JobRecord job, @Nullable Long cost) {
        String key = PLACE + job.id();
        Place before = place(key);
        if (job.state().isTerminal()) {
            return before == null ? null : end(job.id(), before, before.after(job));
        }
        Place now = before == null ? first(job, cost) : before.after(job);
        if (!now.equals(before)) {
            store.put(key, now.bytes());
            move(job.id(), before, now);
        }
        return before == null ? now : null;
    }

    private Place first(JobRecord job, @Nullable Long cost) {
        RecipeCosts.Cost most = costs.of(job.job());
        return Place.first(job, cost == null ? most.pixelSteps() : cost, most.steps());
    }

    /**
     * Removes a job that cannot take its turn, or is forgotten.
     *
     * @return the place that it gave up; null if it had none
     */
    @Nullable
    Place remove(JobId id) {
        Place before = place(PLACE + id);
        return before == null ? null : end(id, before, before);
    }

    private Place end(JobId id, Place before, Place last) {
        Place gone = last.gone();
        store.delete(PLACE + id);
        move(id, before, gone);
        return gone;
    }

    private void move(JobId id, @Nullable Place before, Place now) {
        boolean wasHeld = before != null && before.isHeld();
        if (before != null && before.isHeld()) {
            store.delete(held(before, id));
        }
        if (now.isHeld()) {
            store.put(held(now, id), NOTHING);
        }
        if (now.isAsked()) {
            store.put(ASKED + id, NOTHING);
        } else if (before != null && before.isAsked()) {
            store.delete(ASKED + id);
        }
        long askedMore = count(now.isAsked()) - count(before != null && before.isAsked());
        long heldMore = count(now.isHeld()) - count(wasHeld);
        long openMore = count(now.isOpen()) - count(before != null && before.isOpen());
        Totals totals = totals();
        boolean hasTurn = now.isAsked() && (before == null || !before.isAsked());
        String tenant = now.tenant();
        Meter meter = Meter.read(store.get(METER + tenant));
        long time = hasTurn ? Math.max(totals.time(), meter.units()) : totals.time();
        if (hasTurn || askedMore != 0 || heldMore != 0) {
            store.put(TOTALS, new Totals(totals.held() + heldMore, totals.asked() + askedMore, time).bytes());
        }
        long units = meter.held() == 0 && meter.open() == 0 ? Math.max(meter.units(), time) : meter.units();
        if (meter.held() == 0 && now.isHeld()) {
            units = Math.max(units, time);
        }
        units += units(now) - (before == null ? 0 : units(before));
        boolean isTurn = before != null && wasHeld && hasTurn;
        long credit = isTurn ? creditAfter(requireNonNull(before), meter.credit()) : meter.credit();
        meter(
                tenant,
                meter,
                new Meter(Math.max(0, units), meter.held() + heldMore, meter.open() + openMore, credit),
                time);
    }

    /** After a turn: the batch lane earns while it is passed, and saves up nothing while it is empty. */
    private long creditAfter(Place turn, long credit) {
        if (turn.isIn(Place.BATCH)) {
            return Math.max(0, credit - turn.cost());
        }
        return firstOfBatchLane(turn.tenant()).isEmpty() ? 0 : credit + turn.cost() / INTERACTIVE_SHARE;
    }

    private void meter(String tenant, Meter before, Meter now, long time) {
        if (before.held() > 0 && (now.held() == 0 || now.units() != before.units())) {
            store.delete(inOrder(tenant, before));
        }
        if (now.held() > 0 && (before.held() == 0 || now.units() != before.units())) {
            store.put(inOrder(tenant, now), NOTHING);
        }
        if (now.open() == 0 && now.units() <= time) {
            store.delete(METER + tenant); // the same as one who was never here
        } else if (!now.equals(before)) {
            store.put(METER + tenant, now.bytes());
        }
    }

    private long units(Place place) {
        double weight = weights.of(new Tenant(place.tenant()));
        return (long) Math.ceil(place.paid() / 1000.0 / weight);
    }

    private static long count(boolean is) {
        return is ? 1 : 0;
    }

    private static String held(Place place, JobId id) {
        return HELD + place.tenant() + END + place.rank() + id;
    }

    private static String inOrder(String tenant, Meter meter) {
        return ORDER + "%016x".formatted(meter.units()) + tenant;
    }

    private @Nullable Place place(String key) {
        byte[] value = store.get(key);
        return value == null ? null : Place.read(value);
    }

    private Totals totals() {
        return Totals.read(store.get(TOTALS));
    }

    private @Nullable String firstKey(String from, String to) {
        try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
            return entries.hasNext() ? entries.next().key : null;
        }
    }
}
