package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import org.stylize.gateway.ledger.LedgerObserver;
import org.stylize.gateway.metrics.EstimateMetrics;
import org.stylize.gateway.metrics.GatewayMetrics;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.Usage;

/** Who hears of what the ledger does: the metrics, the quotas, and the spans. */
record LedgerEars(GatewayMetrics metrics, EstimateMetrics estimates, TenantQuotas quotas, LedgerSpans spans)
        implements LedgerObserver {
    LedgerEars {
        requireNonNull(metrics, "metrics is null");
        requireNonNull(estimates, "estimates is null");
        requireNonNull(quotas, "quotas is null");
        requireNonNull(spans, "spans is null");
    }

    @Override
    public void changed(JobRecord after, JobEvent event) {
        metrics.changed(after, event);
        estimates.changed(after, event);
        spans.changed(after, event);
        if (event.kind() == JobEvent.Kind.SUBMITTED) {
            quotas.admitted(after.job().tenant(), after.id(), after.admittedAt());
        }
    }

    @Override
    public void deadLetter(Problem problem) {
        metrics.deadLetter(problem);
        spans.deadLetter(problem);
    }

    @Override
    public void ignored(Ignored why) {
        metrics.ignored(why);
    }

    @Override
    public void used(Usage usage) {
        quotas.put(usage);
    }

    @Override
    public void line(int partition, long held, long asked) {
        metrics.line(partition, held, asked);
    }

    @Override
    public void lost() {
        metrics.lost();
    }
}
