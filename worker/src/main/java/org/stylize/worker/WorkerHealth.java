package org.stylize.worker;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health checks. */
@Singleton
class WorkerHealth {
    private final WorkerService worker;

    WorkerHealth(WorkerService worker) {
        this.worker = worker;
    }

    /** Up with verified weights loaded and requests being taken. */
    @Produces
    @Readiness
    @Singleton
    HealthCheck readiness() {
        return () ->
                HealthCheckResponse.named("takes jobs").status(worker.isReady()).build();
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
