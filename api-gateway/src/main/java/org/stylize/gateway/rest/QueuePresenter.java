package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.proto.Lane;

/** Makes the view of the queue that a caller may see. For any thread. */
@Singleton
public final class QueuePresenter {
    private final Forecast forecast;

    public QueuePresenter(Forecast forecast) {
        this.forecast = requireNonNull(forecast, "forecast is null");
    }

    QueueView view(Principal caller) {
        List<QueueView.LaneView> lanes = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            Forecast.Waiting waiting = forecast.waiting(caller.tenant(), lane);
            lanes.add(new QueueView.LaneView(
                    lane.name().toLowerCase(Locale.ROOT),
                    waiting.jobs(),
                    waiting.pixelSteps(),
                    forecast.wait(caller.tenant(), lane, waiting.jobs())
                            .map(QueuePresenter::seconds)
                            .orElse(null)));
        }
        Forecast.Fleet fleet = forecast.fleet();
        boolean isOperator = caller.scopes().contains(Scope.OPERATOR);
        return new QueueView(
                lanes,
                fleet.workers(),
                fleet.running(),
                fleet.pixelStepsPerSecond(),
                isOperator ? forecast.everything().jobs() : null);
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
