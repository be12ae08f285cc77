package org.stylize.gateway.ledger;

import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.stylize.proto.Topics;

/**
 * The ledger's topology. It reads submissions, commands and reports, and writes requests, orders, events, job records,
 * what tenants use, and dead letters; all that follows from one message is one transaction. It has four stores: jobs by id, submissions that
 * could not be read by id, the {@link Agenda} by time, and the {@link FairQueue}.
 */
final class LedgerTopology {
    static final String JOB_STORE = "jobs";
    static final String REFUSAL_STORE = "refusals";
    static final String AGENDA_STORE = "agenda";
    static final String LINE_STORE = "line";
    static final List<String> STORES = List.of(JOB_STORE, REFUSAL_STORE, AGENDA_STORE, LINE_STORE);

    static final String SUBMISSIONS = "to-submissions";
    static final String REPORTS = "to-reports";
    static final String REQUESTS = "to-requests";
    static final String CONTROL = "to-control";
    static final String EVENTS = "to-events";
    static final String JOBS = "to-jobs";
    static final String DEAD_LETTERS = "to-dead-letters";
    static final String USAGE = "to-usage";

    private static final String FROM_SUBMISSIONS = "from-submissions";
    private static final String FROM_REPORTS = "from-reports";
    private static final String ADMISSION = "admission";
    private static final String PROGRESS = "progress";

    private LedgerTopology() {}

    static Topology of(LedgerParts parts) {
        Topology topology = new Topology();
        topology.addSource(FROM_SUBMISSIONS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.SUBMISSIONS);
        topology.addSource(FROM_REPORTS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.REPORTS);
        topology.addProcessor(ADMISSION, () -> new SubmissionProcessor(parts), FROM_SUBMISSIONS);
        topology.addProcessor(PROGRESS, () -> new ReportProcessor(parts), FROM_REPORTS);
        STORES.forEach(name -> topology.addStateStore(store(name), ADMISSION, PROGRESS));
        addSink(topology, SUBMISSIONS, Topics.SUBMISSIONS);
        addSink(topology, REPORTS, Topics.REPORTS);
        addSink(topology, REQUESTS, Topics.REQUESTS);
        addSink(topology, CONTROL, Topics.CONTROL);
        addSink(topology, EVENTS, Topics.EVENTS);
        addSink(topology, JOBS, Topics.JOBS);
        addSink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS);
        addSink(topology, USAGE, Topics.USAGE);
        return topology;
    }

    private static void addSink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), ADMISSION, PROGRESS);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }
}
