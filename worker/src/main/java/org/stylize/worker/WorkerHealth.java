package org.stylize.worker;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health checks. */
@Singleton
final class WorkerHealth {
    private final WorkerReadiness worker;

    WorkerHealth(WorkerReadiness worker) {
        this.worker = requireNonNull(worker, "worker is null");
    }

    /** Up while verified weights are loaded, store and device work, and the worker asks for requests. */
    @Produces
    @Readiness
    @Singleton
    HealthCheck readiness() {
        return () -> {
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("takes jobs").status(worker.isReady());
            worker.trouble().ifPresent(trouble -> answer.withData("trouble", trouble));
            return answer.build();
        };
    }

    /** Down once the thread that takes jobs or the thread that runs them has ended. */
    @Produces
    @Liveness
    @Singleton
    HealthCheck liveness() {
        return () ->
                HealthCheckResponse.named("threads").status(worker.isAlive()).build();
    }
}
