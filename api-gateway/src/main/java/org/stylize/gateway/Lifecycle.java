package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.kafka.RequestQueue;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.metrics.GatewayMetrics;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;

/** Starts what has threads of its own, and ends it in reverse order. */
@Singleton
final class Lifecycle {
    private final Ledger ledger;
    private final KafkaJobViews viewReader;
    private final RequestQueue queue;
    private final ReadyFile readyFile;
    private final GatewayMetrics metrics;

    Lifecycle(
            Ledger ledger,
            KafkaJobViews viewReader,
            RequestQueue queue,
            ReadyFile readyFile,
            GatewayMetrics metrics,
            JobViews views,
            EventFeed feed,
            Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.viewReader = requireNonNull(viewReader, "viewReader is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.readyFile = requireNonNull(readyFile, "readyFile is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        metrics.watch(views, clock);
        metrics.watch(feed);
        metrics.watch(ledger);
        metrics.watchQueue(queue::lag);
    }

    void start(@Observes StartupEvent event) {
        ledger.start();
        viewReader.start();
        queue.start();
        readyFile.start();
    }

    void stop(@Observes ShutdownEvent event) {
        readyFile.close();
        queue.close();
        viewReader.close();
        ledger.close();
        metrics.close();
    }
}
