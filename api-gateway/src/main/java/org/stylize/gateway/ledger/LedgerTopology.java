package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;

/**
 * The ledger's topology. It reads submissions and reports, and writes requests, events, job records and dead letters;
 * all that follows from one message is one transaction. It has two stores by job id: jobs, and submissions that could
 * not be read.
 */
final class LedgerTopology {
    static final String JOB_STORE = "jobs";
    static final String REFUSAL_STORE = "refusals";

    static final String REQUESTS = "to-requests";
    static final String EVENTS = "to-events";
    static final String JOBS = "to-jobs";
    static final String DEAD_LETTERS = "to-dead-letters";

    private static final String SUBMISSIONS = "from-submissions";
    private static final String REPORTS = "from-reports";
    private static final String ADMISSION = "admission";
    private static final String PROGRESS = "progress";

    private LedgerTopology() {}

    /**
     * Builds the topology.
     *
     * @param keep how long an ended job stays known
     * @param lookEvery time between two searches for jobs to remove
     */
    static Topology of(JobCodec codec, Clock clock, LedgerObserver observer, Duration keep, Duration lookEvery) {
        requireNonNull(codec, "codec is null");
        requireNonNull(observer, "observer is null");
        Retention retention = new Retention(keep, lookEvery, codec, clock);
        Topology topology = new Topology();
        topology.addSource(SUBMISSIONS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.SUBMISSIONS);
        topology.addSource(REPORTS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.REPORTS);
        topology.addProcessor(ADMISSION, () -> new SubmissionProcessor(codec, clock, observer, retention), SUBMISSIONS);
        topology.addProcessor(PROGRESS, () -> new ReportProcessor(codec, clock, observer), REPORTS);
        topology.addStateStore(store(JOB_STORE), ADMISSION, PROGRESS);
        topology.addStateStore(store(REFUSAL_STORE), ADMISSION, PROGRESS);
        addSink(topology, REQUESTS, Topics.REQUESTS);
        addSink(topology, EVENTS, Topics.EVENTS);
        addSink(topology, JOBS, Topics.JOBS);
        addSink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS);
        return topology;
    }

    private static void addSink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), ADMISSION, PROGRESS);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }
}
