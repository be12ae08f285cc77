package org.stylize.systemtests.scaling;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the broker has counted, as its own JMX beans say. */
final class BrokerCounters implements AutoCloseable {
    /** Counted as Fetch too. */
    private static final Set<String> PARTS_OF_FETCH = Set.of("FetchConsumer", "FetchFollower");

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    /** Attaches to the broker's process. */
    @SuppressWarnings("BanJNDI") // the address is what the Java machine of that process says
    BrokerCounters(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
            beans = connector.getMBeanServerConnection();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests so far, by what they ask for. */
    Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        for (ObjectName name : names("kafka.network:type=RequestMetrics,name=RequestsPerSec,*")) {
            String request = name.getKeyProperty("request");
            if (!PARTS_OF_FETCH.contains(request)) {
                counts.merge(request, number(name, "Count").longValue(), Long::sum);
            }
        }
        return counts;
    }

    /** Records written so far, by topic. */
    Map<String, Long> records() {
        return byTopic("MessagesInPerSec");
    }

    /** Bytes written so far, by topic. */
    Map<String, Long> bytesIn() {
        return byTopic("BytesInPerSec");
    }

    /** Bytes read so far, by topic. */
    Map<String, Long> bytesOut() {
        return byTopic("BytesOutPerSec");
    }

    /** Of the last half minute: the part of their time in which the threads of the group coordinator had nothing to do. */
    double coordinatorIdle() {
        return number(name("kafka.server:type=group-coordinator-metrics"), "thread-idle-ratio-avg")
                .doubleValue();
    }

    /** How often the share groups' assignments were computed. */
    long shareRebalances() {
        return names("kafka.server:type=group-coordinator-metrics,*").stream()
                .filter(name -> has(name, "share-group-rebalance-count"))
                .mapToLong(name -> number(name, "share-group-rebalance-count").longValue())
                .sum();
    }

    private Map<String, Long> byTopic(String meter) {
        Map<String, Long> counts = new TreeMap<>();
        for (ObjectName name : names("kafka.server:type=BrokerTopicMetrics,name=" + meter + ",topic=*")) {
            counts.put(name.getKeyProperty("topic"), number(name, "Count").longValue());
        }
        return counts;
    }

    private boolean has(ObjectName name, String attribute) {
        try {
            return beans.getAttributes(name, new String[] {attribute}).size() == 1;
        } catch (JMException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Number number(ObjectName name, String attribute) {
        try {
            return (Number) beans.getAttribute(name, attribute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(name + " has no " + attribute, e);
        }
    }

    private Set<ObjectName> names(String pattern) {
        try {
            return beans.queryNames(name(pattern), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
