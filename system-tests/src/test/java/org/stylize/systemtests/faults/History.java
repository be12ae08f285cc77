package org.stylize.systemtests.faults;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobReport;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;

/**
 * Reads what happened to the jobs, and says what must not have happened.
 *
 * @param accepted jobs that a gateway or the broker accepted
 * @param records all that is in the topics
 * @param isOfOneRelease whether equal jobs must have equal pictures, and a key one job
 */
public record History(
        List<Accepted> accepted, Broker.Records records, Store store, Gateways gateways, boolean isOfOneRelease) {
    public History {
        accepted = List.copyOf(accepted);
    }

    /** What must not have happened. */
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        Map<String, List<JobEvent>> lives = lives();
        lives.forEach((id, life) -> checkLife(id, life, found));
        checkSubmissions(lives, found);
        checkKeys(found);
        checkPictures(lives, found);
        checkStoredBeforeAnnounced(found);
        checkFaultsOfOurs(found);
        return found;
    }

    /** Events of a kind. */
    public long count(JobEvent.Kind kind) {
        return records.events().stream().filter(event -> event.kind() == kind).count();
    }

    /** The events of each job. */
    Map<String, List<JobEvent>> lives() {
        return records.events().stream()
                .collect(Collectors.groupingBy(event -> event.id().toString()));
    }

    /** Numbered 1, 2, 3, …, one end, nothing after it, and an outcome of the attempt that began last. */
    private static void checkLife(String id, List<JobEvent> life, List<String> found) {
        Optional<Attempt> began = Optional.empty();
        for (int i = 0; i < life.size(); i++) {
            JobEvent event = life.get(i);
            if (event.sequence() != i + 1) {
                found.add("job " + id + " has no event number " + (i + 1) + ": " + life);
                return;
            }
            if (event instanceof JobEvent.Started started) {
                if (began.filter(last -> !last.isBefore(started.attempt())).isPresent()) {
                    found.add("job " + id + " went back to an earlier attempt: " + life);
                }
                began = Optional.of(started.attempt());
            } else if (event instanceof JobEvent.Completed completed
                    && !began.map(Attempt::id)
                            .equals(Optional.of(completed.attempt().id()))) {
                found.add("job " + id + " has the outcome of a superseded attempt: " + life);
            }
        }
        long ends = life.stream().filter(JobEvent::isTerminal).count();
        if (ends > 1 || (ends == 1 && !life.get(life.size() - 1).isTerminal())) {
            found.add("job " + id + " did not end once: " + life);
        }
    }

    /** What a gateway or the broker accepted has completed; what is in the topic has ended. */
    private void checkSubmissions(Map<String, List<JobEvent>> lives, List<String> found) {
        records.submissions().stream()
                .map(job -> job.id().toString())
                .distinct()
                .forEach(id -> {
                    List<JobEvent> life = lives.getOrDefault(id, List.of());
                    if (life.stream().noneMatch(JobEvent::isTerminal)) {
                        found.add("job " + id + " was submitted and has not ended: " + life);
                    }
                });
        for (Accepted job : accepted) {
            List<JobEvent> life = lives.getOrDefault(job.id(), List.of());
            if (life.isEmpty() || !(life.get(life.size() - 1) instanceof JobEvent.Completed)) {
                found.add("job " + job.id() + " was accepted and has not completed: " + life);
            }
            Set<String> states = gateways.states(job.id());
            if (!states.equals(Set.of("COMPLETED"))) {
                found.add("the gateways say that job " + job.id() + " is " + states + ": " + life);
            }
        }
    }

    /** One job for each idempotency key; release 0.1.0 sometimes made two. */
    private void checkKeys(List<String> found) {
        if (!isOfOneRelease) {
            return;
        }
        Map<String, String> jobs = new HashMap<>();
        for (Accepted job : accepted) {
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
        for (Accepted job : accepted) {
            List<JobEvent> life = lives.getOrDefault(job.id(), List.of());
            if (!life.isEmpty() && life.get(life.size() - 1) instanceof JobEvent.Completed end) {
                String announced = end.outcome().sha256();
                Set<String> served = gateways.results(job.id());
                boolean isTheOne = announced.isEmpty() // release 0.1.0 announces none
                        ? served.size() == 1 && !served.contains("")
                        : served.equals(Set.of(announced));
                if (!isTheOne) {
                    found.add("job " + job.id() + " announced the picture " + announced + " but has " + served);
                }
                String other = pictures.putIfAbsent(job.steps(), announced);
                if (isOfOneRelease && other != null && !other.equals(announced)) {
                    found.add("job " + job.id() + " of " + job.steps() + " steps has another picture than its like: "
                            + life);
                }
            }
        }
    }

    /** What is stored for jobs, and no job names: neither as a picture nor as its result or manifest. */
    Set<String> orphans() {
        Set<String> found = store.objectsOfJobs();
        found.removeAll(named());
        return found;
    }

    /** What jobs name, and is not stored. */
    public Set<String> missing() {
        Set<String> found = named();
        found.removeAll(store.objectsOfJobs());
        return found;
    }

    private Set<String> named() {
        Set<String> named = new TreeSet<>();
        for (StylizationJob job : records.submissions()) {
            job.pictures().all().forEach(picture -> named.add(name(picture)));
        }
        for (JobEvent event : records.events()) {
            if (event instanceof JobEvent.Completed completed) {
                named.add(name(completed.outcome().pastiche()));
                named.add(name(requireNonNull(completed.outcome().manifest())));
            }
        }
        return named;
    }

    private static String name(ImageRef object) {
        return object.bucket() + "/" + object.key();
    }

    /** Also what was reported by attempts that were superseded. */
    private void checkStoredBeforeAnnounced(List<String> found) {
        for (JobReport report : records.reports()) {
            if (report instanceof JobReport.Completed completed) {
                Optional<Instant> stored = store.storedAt(completed.outcome().pastiche());
                if (stored.filter(at -> !at.isAfter(report.at())).isEmpty()) {
                    found.add("the picture of " + completed + " was stored at " + stored);
                }
            }
        }
    }

    /** No record that anybody wrote, and no trouble of broker or store, was answered with a fault of the program. */
    private void checkFaultsOfOurs(List<String> found) {
        records.deadLetters().stream()
                .filter(letter -> letter.problem().type() == ProblemType.INTERNAL)
                .forEach(letter -> found.add("a dead letter for a fault of the ledger: " + letter));
        records.events().stream()
                .filter(event -> event instanceof JobEvent.Retried retried
                        && retried.problem().detail().startsWith("a fault of the worker"))
                .forEach(event -> found.add("an attempt was lost by a fault of the worker: " + event));
    }
}
