package org.stylize.systemtests.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.JobEvent;
import org.stylize.proto.Topics;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.faults.Accepted;
import org.stylize.systemtests.faults.Broker;
import org.stylize.systemtests.faults.Gateways;
import org.stylize.systemtests.faults.History;
import org.stylize.systemtests.faults.Store;
import org.stylize.systemtests.faults.Submitter;

/**
 * A backup is made under load, then all processes are killed, and a new broker and a new store get what the backup has:
 * every job that was accepted before the backup is known and ends once, with the picture that was announced.
 */
class BackupIT {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int JOBS = 5;
    private static final Map<String, String> SETTINGS = Map.of(
            "stack.lock-duration", "6s",
            "worker.threads", "1",
            "worker.slice", "3s",
            "worker.checkpoint-interval", "1s",
            "gateway.ledger.first-pause", "1s");
    /** Of a sweeper that sweeps at once, if it sweeps. */
    private static final Map<String, String> SWEEPING = Map.of(
            "gateway.sweeper.ended-grace", "1s",
            "gateway.sweeper.upload-grace", "1s",
            "gateway.sweeper.interval", "1s");

    private static final String MARKER = "stylize/sweeper/jobs-topic";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void whatWasAcceptedBeforeTheBackupSurvivesTheLossOfEverythingElse() throws IOException {
        Path topics = directory.resolve("backup/topics");
        Path objects = directory.resolve("backup/objects");
        List<Accepted> before;
        List<Accepted> later;
        try (Site lost = new Site(directory.resolve("lost"), SETTINGS, Map.of())) {
            URI url = lost.startServices();
            Submitter submitter = new Submitter(List.of(url), 1, "job-");
            try (submitter) {
                submitter.start();
                Broker broker = lost.broker();
                await().atMost(PATIENCE).ignoreExceptions().until(() -> completed(broker) >= JOBS);
                before = submitter.accepted();
                Command.Ended backup =
                        lost.stack("backup", "--bootstrap", lost.bootstrapServers(), "--to", topics + "");
                assertThat(backup.exit()).as(backup.output()).isZero();
                assertThat(backup.output()).contains("complete: ").doesNotContain("warning: ");
                Site.copy(lost.store().buckets(), objects);
                int most = submitter.accepted().size() + JOBS;
                await().atMost(PATIENCE).until(() -> submitter.accepted().size() >= most);
            }
            later = submitter.accepted();
            lost.kill();
        }

        try (Site found = new Site(directory.resolve("found"), SETTINGS, SWEEPING)) {
            Site.copy(objects, found.store().buckets());
            String[] restore = {"restore", "--bootstrap", found.bootstrapServers(), "--from", topics.toString()};
            Command.Ended restored = found.stack(restore);
            assertThat(restored.exit()).as(restored.output()).isZero();
            Command.Ended again = found.stack(restore);
            assertThat(again.exit()).isEqualTo(1);
            assertThat(again.output()).contains("Nothing was restored", Topics.JOBS);
            URI url = found.startServices();
            Gateways gateways = found.gateways(url);
            Broker broker = found.broker();

            await().atMost(PATIENCE).ignoreExceptions().until(gateways::isQuiet);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> broker.lag() == 0);
            assertNothingLost(before, found.store(), broker, gateways);

            // Whoever got no answer, or lost his job, asks again under the same key.
            Submitter submitter = new Submitter(List.of(url), 1, "again-");
            Accepted lastOne = later.get(later.size() - 1);
            await().atMost(PATIENCE).until(() -> submitter.submit(lastOne.key(), lastOne.steps()));
            assertThat(submitter.accepted().get(0).id()).isEqualTo(lastOne.id());
            await().atMost(PATIENCE).until(() -> gateways.states(lastOne.id()).equals(Set.of("COMPLETED")));

            await().atMost(PATIENCE).until(() -> found.gatewayLog().contains("end=POSTPONED"));
            assertThat(missing(objects, found.store()))
                    .as("the sweeper deletes nothing of a restored store")
                    .isEmpty();
            Files.delete(found.store().buckets().resolve(MARKER));
            await().atMost(PATIENCE).until(() -> found.gatewayLog().contains("end=COMPLETED"));
            assertNothingLost(before, found.store(), broker, gateways);
        }
    }

    private static void assertNothingLost(List<Accepted> before, Store store, Broker broker, Gateways gateways) {
        Broker.Records records = await().atMost(PATIENCE).ignoreExceptions().until(broker::records, Objects::nonNull);
        History history = new History(before, records, store, gateways, true);
        System.out.println("backup: " + before.size() + " jobs accepted before, "
                + history.count(JobEvent.Kind.COMPLETED) + " completed, " + history.count(JobEvent.Kind.RETRIED)
                + " asked for again");
        assertThat(history.violations()).isEmpty();
        assertThat(history.missing()).isEmpty();
    }

    /** Pictures and results that were restored and are not there any more. */
    private static Set<String> missing(Path restored, Store store) {
        Set<String> missing = new HashSet<>(new Store(restored).objectsOfJobs());
        missing.removeAll(store.objectsOfJobs());
        return missing.stream()
                .filter(name -> name.contains("/uploads/") || name.endsWith("pastiche.png"))
                .collect(Collectors.toSet());
    }

    private static long completed(Broker broker) {
        return broker.records().events().stream()
                .filter(event -> event.kind() == JobEvent.Kind.COMPLETED)
                .count();
    }
}
