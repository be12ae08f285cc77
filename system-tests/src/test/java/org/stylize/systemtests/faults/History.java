package org.stylize.systemtests.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stylize.proto.JobEvent;

/**
 * Reads what happened to the jobs, and says what must not have happened.
 *
 * @param accepted jobs that a gateway accepted
 * @param events all events, in the order of the topic
 * @param resultOf SHA-256 of the picture that a gateway serves for a job; empty if it serves none
 */
record History(List<Submitter.Accepted> accepted, List<JobEvent> events, Function<String, String> resultOf) {
    History {
        accepted = List.copyOf(accepted);
        events = List.copyOf(events);
    }

    List<String> violations() {
        List<String> found = new ArrayList<>();
        Map<String, List<JobEvent>> lives = lives();
        lives.forEach((id, life) -> checkLife(id, life, found));
        for (Submitter.Accepted job : accepted) {
            List<JobEvent> life = lives.getOrDefault(job.id(), List.of());
            if (life.stream().noneMatch(JobEvent::isTerminal)) {
                found.add("job " + job.id() + " was accepted and has not ended: " + life);
            }
        }
        checkKeys(found);
        checkPictures(lives, found);
        return found;
    }

    long count(JobEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    private Map<String, List<JobEvent>> lives() {
        return events.stream().collect(Collectors.groupingBy(event -> event.id().toString()));
    }

    /** Numbered 1, 2, 3, …, one end, and nothing after it. */
    private static void checkLife(String id, List<JobEvent> life, List<String> found) {
        for (int i = 0; i < life.size(); i++) {
            if (life.get(i).sequence() != i + 1) {
                found.add("job " + id + " has no event number " + (i + 1) + ": " + life);
                return;
            }
        }
        long ends = life.stream().filter(JobEvent::isTerminal).count();
        if (ends > 1 || (ends == 1 && !life.get(life.size() - 1).isTerminal())) {
            found.add("job " + id + " did not end once: " + life);
        }
    }

    /** One job for each idempotency key. */
    private void checkKeys(List<String> found) {
        Map<String, String> jobs = new HashMap<>();
        for (Submitter.Accepted job : accepted) {
            String known = jobs.putIfAbsent(job.key(), job.id());
            if (known != null && !known.equals(job.id())) {
                found.add("the key " + job.key() + " made two jobs, " + known + " and " + job.id());
            }
        }
    }

    /**
     * The announced picture is the one that is served, and jobs that ask for the same have the same picture, however
     * often they were interrupted.
     */
    private void checkPictures(Map<String, List<JobEvent>> lives, List<String> found) {
        Map<Integer, String> pictures = new HashMap<>();
        for (Submitter.Accepted job : accepted) {
            List<JobEvent> life = lives.getOrDefault(job.id(), List.of());
            if (!life.isEmpty() && life.get(life.size() - 1) instanceof JobEvent.Completed end) {
                String announced = end.outcome().sha256();
                String served = resultOf.apply(job.id());
                if (!announced.equals(served)) {
                    found.add("job " + job.id() + " announced the picture " + announced + " but has '" + served + "'");
                }
                String other = pictures.putIfAbsent(job.steps(), announced);
                if (other != null && !other.equals(announced)) {
                    found.add("job " + job.id() + " of " + job.steps() + " steps has another picture than its like: "
                            + life);
                }
            } else if (!life.isEmpty() && life.get(life.size() - 1).isTerminal()) {
                found.add("job " + job.id() + " did not complete: " + life.get(life.size() - 1));
            }
        }
    }
}
