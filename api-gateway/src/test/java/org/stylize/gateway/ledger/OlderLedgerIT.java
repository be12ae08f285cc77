package org.stylize.gateway.ledger;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.BackOff;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;
import org.stylize.service.trace.Spans;
import org.stylize.stack.StackProcess;

/** A ledger joins one of an earlier release, which leads their group and knows fewer stores. */
class OlderLedgerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String APPLICATION = "older-ledger-it";

    @TempDir
    private Path directory;

    @Test
    void itTakesItsPartOfTheWorkWhileTheOtherLeads() throws Exception {
        try (StackProcess stack = StackProcess.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
                KafkaStreams older = new KafkaStreams(topologyOf010(), configuration(stack));
                Ledger newer = new Ledger(
                        settings(stack),
                        new JobCodec("/gateway/it"),
                        Clock.systemUTC(),
                        new DeafObserver(),
                        Optional::empty,
                        QueueWindow.byWorkers(),
                        TenantWeights.EQUAL,
                        SubmissionJudge.LENIENT,
                        new LedgerSpans(Spans.none()))) {
            older.start();
            await().atMost(PATIENCE).until(() -> older.state() == KafkaStreams.State.RUNNING);
            assertThat(changelogs(admin)).containsExactlyInAnyOrder("jobs", "refusals");

            newer.start();

            await().atMost(PATIENCE)
                    .until(() -> !newer.partitions().isEmpty() && newer.state().equals("RUNNING"));
            assertThat(older.state()).isEqualTo(KafkaStreams.State.RUNNING);
            assertThat(changelogs(admin)).containsExactlyInAnyOrder("jobs", "refusals", "agenda", "line");
        }
    }

    private static Set<String> changelogs(Admin admin) throws Exception {
        return admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(APPLICATION + "-") && name.endsWith("-changelog"))
                .map(name -> name.substring(APPLICATION.length() + 1, name.length() - "-changelog".length()))
                .collect(Collectors.toSet());
    }

    /** Sources and stores of release 0.1.0. */
    private static Topology topologyOf010() {
        Topology topology = new Topology();
        topology.addSource(
                "from-submissions", new StringDeserializer(), new ByteArrayDeserializer(), Topics.SUBMISSIONS);
        topology.addSource("from-reports", new StringDeserializer(), new ByteArrayDeserializer(), Topics.REPORTS);
        topology.addProcessor("admission", Nothing::new, "from-submissions");
        topology.addProcessor("progress", Nothing::new, "from-reports");
        for (String store : Set.of("jobs", "refusals")) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray()),
                    "admission",
                    "progress");
        }
        return topology;
    }

    private Properties configuration(StackProcess stack) {
        return StreamsConfiguration.of(settings(stack), directory);
    }

    private static LedgerSettings settings(StackProcess stack) {
        return new LedgerSettings(
                new KafkaSettings(stack.bootstrapServers(), "ledger", Map.of()),
                APPLICATION,
                null,
                64 << 20,
                1,
                new LedgerRules(
                        5,
                        new BackOff(ofSeconds(1), ofSeconds(10)),
                        ofSeconds(1),
                        ofSeconds(1),
                        ofSeconds(1),
                        Duration.ofDays(30)),
                ofSeconds(10));
    }

    /** Does nothing. */
    private static final class Nothing extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> record) {}
    }
}
