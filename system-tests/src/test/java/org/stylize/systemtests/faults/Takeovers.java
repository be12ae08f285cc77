package org.stylize.systemtests.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.stylize.proto.JobEvent;
import org.stylize.systemtests.Quantiles;

/** How long it took until a job went on elsewhere after its worker had got a signal. */
record Takeovers(List<Duration> afterKill, List<Duration> afterStop) {
    /** @param lives the events of each job */
    static Takeovers of(List<WorkerEnd> ends, Collection<List<JobEvent>> lives) {
        return new Takeovers(after(ends, lives, true), after(ends, lives, false));
    }

    private static List<Duration> after(List<WorkerEnd> ends, Collection<List<JobEvent>> lives, boolean isKilled) {
        return ends.stream()
                .filter(end -> end.isKilled() == isKilled)
                .flatMap(end -> lives.stream().flatMap(life -> takeover(end, life).stream()))
                .toList();
    }

    /** Empty if the worker did not have the job, or the job ended without another one. */
    private static Optional<Duration> takeover(WorkerEnd end, List<JobEvent> life) {
        Optional<JobEvent> last = life.stream()
                .filter(event -> event.at().isBefore(end.at()))
                .filter(event -> event.kind() != JobEvent.Kind.CHECKPOINTED)
                .reduce((one, next) -> next);
        if (last.filter(event -> worker(event).equals(end.worker())).isEmpty()) {
            return Optional.empty();
        }
        return life.stream()
                .filter(event -> event.at().isAfter(end.at()) && event instanceof JobEvent.Started)
                .findFirst()
                .map(event -> Duration.between(end.at(), event.at()));
    }

    private static String worker(JobEvent event) {
        return event instanceof JobEvent.Started started ? started.attempt().worker() : "";
    }

    @Override
    public String toString() {
        return "work went on elsewhere after SIGKILL " + new Quantiles(afterKill) + "; after SIGTERM "
                + new Quantiles(afterStop);
    }
}
