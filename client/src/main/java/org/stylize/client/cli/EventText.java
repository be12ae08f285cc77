package org.stylize.client.cli;

import java.util.Locale;
import org.stylize.client.JobEvent;
import org.stylize.client.JobView;
import org.stylize.client.Problem;

/** Describes an event of a job in one line. */
final class EventText {
    private EventText() {}

    static String of(JobEvent.Happened event) {
        StringBuilder text = new StringBuilder(event.type());
        if (event.worker() != null) {
            text.append(event.type().equals("started") ? " by worker " : ", worker ")
                    .append(event.worker());
            if (event.device() != null) {
                text.append(" on ").append(event.device());
            }
        }
        if (event.delivery() != null && event.delivery() > 1) {
            text.append(", delivery ").append(event.delivery());
        }
        if (event.size() != null) {
            text.append(", ").append(size(event.size()));
        }
        if (event.step() != null) {
            text.append(", step ").append(event.step());
        }
        if (event.steps() != null) {
            text.append(", ").append(event.steps()).append(" steps");
        }
        if (event.optimizationSeconds() != null) {
            text.append(" in ").append(ProgressText.time(event.optimizationSeconds()));
        }
        if (Boolean.TRUE.equals(event.finishedEarly())) {
            text.append(", finished early");
        }
        if (event.reusedFrom() != null) {
            text.append(", the result of job ").append(event.reusedFrom());
        }
        if (event.notBefore() != null && event.at() != null && event.notBefore().isAfter(event.at())) {
            text.append(", waits until ").append(TimeText.of(event.notBefore()));
        }
        Problem problem = event.problem();
        if (problem != null) {
            text.append(": ").append(problem);
        }
        return text.toString();
    }

    static String of(JobEvent.Snapshot snapshot) {
        JobView job = snapshot.job();
        String state = state(job);
        return snapshot.missedEvents() ? state + " (some events were missed)" : state;
    }

    static String of(JobEvent.Disconnected disconnected) {
        return connectionLost(disconnected.reason());
    }

    static String connectionLost(String reason) {
        return "connection lost (" + reason + "), trying again";
    }

    static String state(JobView job) {
        String name = job.state().name().toLowerCase(Locale.ROOT);
        return switch (job.state()) {
            case RUNNING -> name + ", step " + job.step() + " of " + job.steps();
            case COMPLETED -> Boolean.TRUE.equals(job.finishedEarly()) ? name + ", finished early" : name;
            case SUBMITTED, QUEUED, FAILED, CANCELLED, EXPIRED, UNKNOWN -> name;
        };
    }

    static String size(JobView.Size size) {
        return size.width() + "x" + size.height() + " pixels";
    }
}
