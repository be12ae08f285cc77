package org.stylize.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.ledger.TestClock;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;
import org.stylize.proto.Usage;

class TenantQuotasTest {
    private static final Tenant ACME = new Tenant("acme");
    private static final Tenant GLOBEX = new Tenant("globex");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final long TODAY = 20605;

    private final TestClock clock = new TestClock(NOON);
    private final Map<JobId, Instant> view = new HashMap<>();
    private final List<String> refusals = new ArrayList<>();

    private TenantQuotas quotas(TenantLimits limits) {
        TenantQuotas quotas = new TenantQuotas(
                tenant -> tenant.equals(ACME) ? limits : TenantLimits.NONE,
                id -> Optional.ofNullable(view.get(id)),
                (id, partitions) -> 0,
                (quota, isOverKafka) -> refusals.add(quota.label() + (isOverKafka ? " kafka" : " http")),
                clock);
        quotas.caughtUp();
        return quotas;
    }

    private static TenantLimits rate(double perSecond, int burst) {
        return new TenantLimits(perSecond, burst, null, null, null, null);
    }

    private static TenantLimits openJobs(long most) {
        return new TenantLimits(null, 1, most, null, null, null);
    }

    private static TenantLimits pixelSteps(long most) {
        return new TenantLimits(null, 1, null, most, null, null);
    }

    private Usage usage(long admitted, long open, long day, long pixelSteps) {
        return new Usage(ACME, 0, 4, clock.instant(), admitted, open, day, pixelSteps);
    }

    @Test
    void aBurstMayComeAndThenTheRateCounts() {
        TenantQuotas quotas = quotas(rate(2, 5));
        for (int i = 0; i < 5; i++) {
            quotas.request(ACME);
        }
        assertThatThrownBy(() -> quotas.request(ACME)).isInstanceOfSatisfying(QuotaException.class, e -> {
            assertThat(e.problem().type()).isEqualTo(ProblemType.RATE_LIMITED);
            assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
        quotas.request(GLOBEX);
        clock.advance(Duration.ofMillis(500));
        quotas.request(ACME);
        assertThatThrownBy(() -> quotas.request(ACME)).isInstanceOf(QuotaException.class);
        assertThat(refusals).containsExactly("submissions http", "submissions http");
    }

    @Test
    void whatOtherGatewaysAdmittedCountsForTheRate() {
        TenantQuotas quotas = quotas(rate(1, 10));
        quotas.request(ACME);
        quotas.put(usage(8, 8, TODAY, 0));
        assertThat(left(quotas, Quota.SUBMISSIONS)).isEqualTo(1);
        quotas.put(usage(30, 30, TODAY, 0));
        assertThat(left(quotas, Quota.SUBMISSIONS)).isZero();
        clock.advance(Duration.ofSeconds(20));
        assertThatThrownBy(() -> quotas.request(ACME)).isInstanceOf(QuotaException.class);
        clock.advance(Duration.ofSeconds(3));
        quotas.request(ACME);
    }

    @Test
    void onesOwnJobsCountOnceForTheRateHoweverTheLedgersNewsCome() {
        TenantQuotas quotas = quotas(rate(1, 10));
        JobId first = JobId.random();
        JobId second = JobId.random();
        for (JobId id : List.of(first, second)) {
            quotas.request(ACME);
            quotas.hand(ACME, id, 1, 0);
        }
        quotas.put(usage(1, 1, TODAY, 1));
        assertThat(left(quotas, Quota.SUBMISSIONS)).isEqualTo(8);
        view.put(first, NOON);
        assertThat(left(quotas, Quota.SUBMISSIONS)).isEqualTo(8);
        quotas.put(usage(2, 2, TODAY, 2));
        quotas.admitted(ACME, second, NOON);
        assertThat(left(quotas, Quota.SUBMISSIONS)).isEqualTo(8);
    }

    @Test
    void whatWasAdmittedBeforeTheStartCountsForNoRate() {
        TenantQuotas quotas = new TenantQuotas(
                tenant -> rate(1, 10), id -> Optional.empty(), (id, partitions) -> 0, (quota, over) -> {}, clock);
        quotas.put(usage(500, 3, TODAY, 0));
        quotas.put(usage(600, 3, TODAY, 0));
        quotas.caughtUp();
        assertThat(left(quotas, Quota.SUBMISSIONS)).isEqualTo(10);
        quotas.put(usage(604, 3, TODAY, 0));
        assertThat(left(quotas, Quota.SUBMISSIONS)).isEqualTo(6);
    }

    @Test
    void openJobsAreThoseThatTheLedgersKnowAndThoseOnTheirWay() {
        TenantQuotas quotas = quotas(openJobs(5));
        quotas.put(usage(3, 3, TODAY, 0));
        JobId onItsWay = JobId.random();
        quotas.hand(ACME, onItsWay, 1, 0);
        quotas.hand(ACME, JobId.random(), 1, 0);
        assertThatThrownBy(() -> quotas.hand(ACME, JobId.random(), 1, 0))
                .isInstanceOfSatisfying(
                        QuotaException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.QUOTA_EXCEEDED));
        quotas.forget(ACME, onItsWay);
        quotas.hand(ACME, JobId.random(), 1, 0);
        assertThat(left(quotas, Quota.OPEN_JOBS)).isZero();
    }

    @Test
    void aJobThatIsAdmittedAndCountedIsNotOnItsWayAnyMore() {
        TenantQuotas quotas = quotas(openJobs(2));
        JobId id = JobId.random();
        quotas.hand(ACME, id, 1, 0);
        clock.advance(Duration.ofMillis(20));
        view.put(id, clock.instant());
        quotas.put(usage(1, 1, TODAY, 1));
        assertThat(left(quotas, Quota.OPEN_JOBS)).isEqualTo(1);
        quotas.put(usage(1, 0, TODAY, 1));
        assertThat(left(quotas, Quota.OPEN_JOBS)).isEqualTo(2);
    }

    @Test
    void olderNewsChangeNothing() {
        TenantQuotas quotas = quotas(openJobs(10));
        Usage older = usage(3, 3, TODAY, 0);
        clock.advance(Duration.ofMillis(1));
        quotas.put(usage(5, 5, TODAY, 0));
        quotas.put(older);
        assertThat(left(quotas, Quota.OPEN_JOBS)).isEqualTo(5);
    }

    @Test
    void aJobThatTheBrokerLostIsForgottenAfterAWhile() {
        TenantQuotas quotas = quotas(openJobs(1));
        quotas.hand(ACME, JobId.random(), 1, 0);
        clock.advance(Duration.ofMinutes(2));
        quotas.hand(ACME, JobId.random(), 1, 0);
    }

    @Test
    void pixelStepsAreThoseOfTheDay() {
        TenantQuotas quotas = quotas(pixelSteps(1_000));
        quotas.put(usage(9, 0, TODAY, 900));
        assertThatThrownBy(() -> quotas.hand(ACME, JobId.random(), 101, 0))
                .isInstanceOfSatisfying(
                        QuotaException.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(12)));
        quotas.hand(ACME, JobId.random(), 100, 0);
        clock.advance(Duration.ofHours(12));
        quotas.hand(ACME, JobId.random(), 1_000, 0);
    }

    @Test
    void submissionsOverKafkaAreJudgedByTheSameQuotas() {
        TenantQuotas quotas = quotas(new TenantLimits(null, 1, 2L, 1_000L, null, null));
        assertThat(quotas.judge(ACME, 500)).isEmpty();
        assertThat(quotas.judge(ACME, 1_001))
                .hasValueSatisfying(problem -> assertThat(problem.type()).isEqualTo(ProblemType.QUOTA_EXCEEDED));
        quotas.put(usage(2, 2, TODAY, 10));
        assertThat(quotas.judge(ACME, 1)).isPresent();
        assertThat(quotas.judge(GLOBEX, Long.MAX_VALUE)).isEmpty();
        assertThat(refusals).containsExactly("pixel-steps kafka", "open-jobs kafka");
    }

    @Test
    void storedBytesAreThoseCountedAndThoseAddedSince() {
        TenantQuotas quotas = quotas(new TenantLimits(null, 1, null, null, 100L, null));
        assertThat(quotas.tenantsWithLimitedStorage()).as("nobody has come yet").isEmpty();
        quotas.hand(ACME, JobId.random(), 1, 70);
        assertThat(quotas.tenantsWithLimitedStorage()).containsExactly(ACME);
        assertThat(left(quotas, Quota.STORED_BYTES)).isEqualTo(30);

        quotas.count(ACME, tenant -> {
            quotas.hand(ACME, JobId.random(), 1, 5); // while it is counted
            return 80;
        });
        assertThat(left(quotas, Quota.STORED_BYTES)).isEqualTo(15);

        quotas.hand(ACME, JobId.random(), 1, 50);
        assertThatThrownBy(() -> quotas.hand(ACME, JobId.random(), 1, 1))
                .isInstanceOf(QuotaException.class)
                .hasMessageContaining("100 bytes")
                .hasMessageContaining("135");
        assertThat(quotas.judge(ACME, 1)).isPresent();
        assertThat(refusals).containsExactly("stored-bytes http", "stored-bytes kafka");

        quotas.count(ACME, tenant -> 10);
        quotas.hand(ACME, JobId.random(), 1, 1);
        assertThat(left(quotas, Quota.STORED_BYTES)).isEqualTo(89);
    }

    @Test
    void eventStreamsAreCountedUntilTheyEnd() {
        TenantQuotas quotas = quotas(new TenantLimits(null, 1, null, null, null, 2));
        Runnable first = quotas.openStream(ACME);
        Runnable second = quotas.openStream(ACME);
        assertThatThrownBy(() -> quotas.openStream(ACME)).isInstanceOf(QuotaException.class);
        quotas.openStream(GLOBEX).run();
        first.run();
        first.run();
        quotas.openStream(ACME).run();
        second.run();
    }

    /** However two gateways share the requests, both together let through what one would and at most one burst more. */
    @Property(tries = 200)
    void twoGatewaysTogetherLetThroughAtMostOneMoreBurst(
            @ForAll @Size(min = 50, max = 400) List<@IntRange(max = 3) Integer> arrivals) {
        int burst = 10;
        double perSecond = 20;
        TestClock time = new TestClock(NOON);
        List<TenantQuotas> gateways = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            TenantQuotas gateway = new TenantQuotas(
                    tenant -> rate(perSecond, burst), id -> Optional.empty(), (id, n) -> 0, (quota, over) -> {}, time);
            gateway.caughtUp();
            gateways.add(gateway);
        }
        List<JobId> passed = new ArrayList<>();
        for (int step = 0; step < arrivals.size(); step++) {
            TenantQuotas gateway = gateways.get(step % 2);
            for (int i = 0; i < arrivals.get(step); i++) {
                try {
                    gateway.request(ACME);
                    JobId id = JobId.random();
                    gateway.hand(ACME, id, 1, 0);
                    passed.add(id);
                } catch (QuotaException e) {
                    assertThat(e.retryAfter()).isPositive();
                }
            }
            time.advance(Duration.ofMillis(10));
            if (step % 20 == 19) { // what the ledgers say comes every 200 ms
                Instant now = time.instant();
                Usage all = new Usage(ACME, 0, 1, now, passed.size(), passed.size(), TODAY, 0);
                gateways.forEach(each -> {
                    passed.forEach(id -> each.admitted(ACME, id, now));
                    each.put(all);
                });
            }
        }
        double seconds = arrivals.size() * 0.01;
        assertThat((double) passed.size()).isLessThanOrEqualTo(2 * burst + perSecond * seconds + perSecond * 0.2 + 1);
    }

    private static long left(TenantQuotas quotas, Quota quota) {
        return quotas.allowances(ACME).stream()
                .filter(allowance -> allowance.quota() == quota)
                .findFirst()
                .orElseThrow()
                .left();
    }
}
