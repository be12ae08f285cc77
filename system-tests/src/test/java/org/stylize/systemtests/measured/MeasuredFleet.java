package org.stylize.systemtests.measured;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.JobRecords;

/** A broker, a store, one gateway and two workers, each a process, with the settings that a user gets. For one thread. */
final class MeasuredFleet implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofMinutes(8);
    private static final String PRESET = "d2l";

    private final Fleet fleet;
    private final URI gateway;
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final JobCodec codec = new JobCodec("/measured");
    private final KafkaProducer<String, byte[]> producer;
    private final Events events;
    private final Path bucket;
    private final JobPictures<ImageRef> pictures;

    /** Where a submission is written. */
    enum Door {
        REST,
        RIGHT_PARTITION,
        WRONG_PARTITION
    }

    /**
     * Starts everything and waits until it is ready. The first jobs are slower than those after them.
     *
     * @param settings more of them, by name
     */
    MeasuredFleet(Path data, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("worker.threads", "1");
        fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, all));
        try {
            fleet.startStack();
            ServiceProcess process = fleet.startGateway();
            workers.add(fleet.startWorker());
            workers.add(fleet.startWorker());
            gateway = URI.create(process.awaitReady(START_DEADLINE).getProperty("http.url"));
            workers.forEach(worker -> worker.awaitReady(START_DEADLINE));
            String broker = String.valueOf(fleet.addresses().get("kafka.bootstrap-servers"));
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker, "acks", "all", "linger.ms", 0),
                    new StringSerializer(),
                    new ByteArraySerializer());
            events = new Events(broker);
            bucket = data.resolve("stack/s3").resolve(fleet.addresses().get("s3.bucket"));
            pictures = pictures(Tenant.DEFAULT);
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** The events of all jobs. */
    Events events() {
        return events;
    }

    /** A job of so many steps at so many pixels. Returns when it is accepted. */
    JobId submit(Door door, int sidePixels, int steps) {
        String overrides = overrides(sidePixels, steps);
        return door == Door.REST ? overRest(overrides) : overKafka(overrides, door);
    }

    /** So many jobs of a tenant at once, over Kafka. Returns when the broker has them all. */
    List<JobId> submitAll(Tenant tenant, int count, int sidePixels, int steps) {
        JobPictures<ImageRef> own = pictures(tenant);
        List<JobId> ids = new ArrayList<>();
        AtomicInteger confirmed = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            JobId id = JobId.random();
            StylizationJob job = StylizationJob.of(
                            id, own, new RecipeChoice.Preset(PRESET, overrides(sidePixels, steps)), now(), null)
                    .withTenant(tenant);
            Future<RecordMetadata> unused = producer.send(
                    JobRecords.of(Topics.SUBMISSIONS, null, codec.encodeSubmission(job)), (metadata, failure) -> {
                        if (failure == null) {
                            confirmed.incrementAndGet();
                        }
                    });
            ids.add(id);
        }
        producer.flush();
        if (confirmed.get() != count) {
            throw new IllegalStateException("the broker confirmed " + confirmed + " of " + count + " jobs");
        }
        return ids;
    }

    /** The worker that began the job last. */
    ServiceProcess workerOf(JobId job) {
        String name = events.of(job).stream()
                .filter(JobEvent.Started.class::isInstance)
                .map(event -> ((JobEvent.Started) event).attempt().worker())
                .reduce((one, next) -> next)
                .orElseThrow();
        return workers.stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a worker in the place of one that ended, and waits until it is ready. */
    void replace(ServiceProcess ended) {
        workers.remove(ended);
        ServiceProcess next = fleet.startWorker();
        next.awaitReady(START_DEADLINE);
        workers.add(next);
    }

    /** Ends a job, however far it is. */
    void cancel(JobId job) {
        post("/v1/stylizations/" + job + "/cancel", HttpRequest.BodyPublishers.noBody(), "application/json");
    }

    private static String overrides(int sidePixels, int steps) {
        return "{\"steps\":" + steps + ",\"longSidePixels\":" + sidePixels + ",\"precision\":\"fp32\"}";
    }

    private JobId overRest(String overrides) {
        ObjectNode request = json.createObjectNode().put("preset", PRESET);
        request.putObject("content").put("object", pictures.content().key());
        request.putArray("styles")
                .addObject()
                .put("object", pictures.styles().get(0).image().key());
        try {
            request.set("overrides", json.readTree(overrides));
            String answer = post(
                    "/v1/stylizations", HttpRequest.BodyPublishers.ofString(request.toString()), "application/json");
            return JobId.parse(json.readTree(answer).path("id").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JobId overKafka(String overrides, Door door) {
        JobId id = JobId.random();
        Encoded submission = codec.encodeSubmission(
                StylizationJob.of(id, pictures, new RecipeChoice.Preset(PRESET, overrides), now(), null));
        int partitions = producer.partitionsFor(Topics.SUBMISSIONS).size();
        int right = Utils.toPositive(Utils.murmur2(submission.key().getBytes(UTF_8))) % partitions;
        int partition = door == Door.RIGHT_PARTITION ? right : (right + 1) % partitions;
        try {
            producer.send(JobRecords.of(Topics.SUBMISSIONS, partition, submission))
                    .get();
            return id;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String post(String path, HttpRequest.BodyPublisher body, String type) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(gateway.resolve(path))
                            .header("Content-Type", type)
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " was answered with " + answer.statusCode() + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JobPictures<ImageRef> pictures(Tenant tenant) {
        return JobPictures.of(
                stored(tenant, "samples/photographs/chelsea.jpg"),
                List.of(stored(tenant, "samples/paintings/night-over-the-bay.jpg")));
    }

    /** Puts a file into the store: its buckets are directories. */
    private ImageRef stored(Tenant tenant, String sample) {
        Path from = Checkout.file(sample);
        String key = tenant.keyPrefix() + "measured/" + from.getFileName();
        try {
            Files.createDirectories(bucket.resolve(tenant.keyPrefix() + "measured"));
            Files.copy(from, bucket.resolve(key), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageRef(String.valueOf(bucket.getFileName()), key);
    }

    /** The time of this machine, which all processes have. */
    static Instant now() {
        return Clock.systemUTC().instant();
    }

    @Override
    public void close() {
        events.close();
        producer.close();
        fleet.close();
    }
}
