package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.stylize.service.KafkaSettings.Client;

class KafkaSettingsTest {
    private static final String SECRET = "org.apache.kafka…ScramLoginModule required password=\"the-secret\";";
    private static final KafkaSettings SETTINGS = new KafkaSettings(
            "broker-1:9093,broker-2:9093",
            "worker-7",
            Map.of(
                    "security.protocol", "SASL_SSL",
                    "sasl.mechanism", "SCRAM-SHA-512",
                    "sasl.jaas.config", SECRET,
                    "client.rack", "rack-3",
                    "retries", "7",
                    "producer.retries", "9",
                    "consumer.fetch.max.bytes", "1000",
                    "main.consumer.fetch.max.bytes", "2000"));

    @Test
    void everyKindOfClientHasAddressIdAndProperties() {
        for (Client kind : Client.values()) {
            assertThat(SETTINGS.client(kind, Map.of()))
                    .as(kind.name())
                    .containsEntry("bootstrap.servers", "broker-1:9093,broker-2:9093")
                    .containsEntry("client.id", "worker-7")
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.jaas.config", SECRET)
                    .containsEntry("client.rack", "rack-3");
        }
    }

    @Test
    void aPrefixReachesItsKindOnlyAndWins() {
        assertThat(SETTINGS.client(Client.PRODUCER, Map.of()))
                .containsEntry("retries", "9")
                .doesNotContainKey("fetch.max.bytes");
        assertThat(SETTINGS.client(Client.CONSUMER, Map.of()))
                .containsEntry("retries", "7")
                .containsEntry("fetch.max.bytes", "1000");
        assertThat(SETTINGS.client(Client.ADMIN, Map.of()).keySet())
                .noneMatch(name -> name.startsWith("producer.") || name.contains("consumer."));
    }

    @Test
    void whatTheServiceMustSetWins() {
        assertThat(SETTINGS.client(Client.PRODUCER, Map.of("retries", 3))).containsEntry("retries", 3);
        assertThat(SETTINGS.streams(Map.of("retries", 3))).containsEntry("retries", 3);
    }

    /** Kafka's own classes say what a client would really use. */
    @Test
    void kafkaTakesThemForEachClient() {
        Map<String, Object> producing = SETTINGS.client(
                Client.PRODUCER,
                Map.of(
                        "key.serializer", ByteArraySerializer.class,
                        "value.serializer", ByteArraySerializer.class));
        Map<String, Object> consuming = SETTINGS.client(
                Client.CONSUMER,
                Map.of(
                        "key.deserializer", ByteArrayDeserializer.class,
                        "value.deserializer", ByteArrayDeserializer.class));

        ProducerConfig producer = new ProducerConfig(producing);
        ConsumerConfig consumer = new ConsumerConfig(consuming);
        AdminClientConfig admin = new AdminClientConfig(SETTINGS.client(Client.ADMIN, Map.of()));

        assertThat(producer.getString("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(producer.getInt("retries")).isEqualTo(9);
        assertThat(consumer.getString("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(consumer.getString("client.rack")).isEqualTo("rack-3");
        assertThat(consumer.getInt("fetch.max.bytes")).isEqualTo(1000);
        assertThat(admin.getString("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(admin.getInt("retries")).isEqualTo(7);
    }

    @Test
    void kafkaStreamsHandsThemOnToItsClients() {
        Properties properties = new Properties();
        properties.putAll(SETTINGS.streams(Map.of("application.id", "ledger")));
        StreamsConfig streams = new StreamsConfig(properties);

        Map<String, Object> main = streams.getMainConsumerConfigs("ledger", "id", 0);
        assertThat(main).containsEntry("client.rack", "rack-3").containsEntry("security.protocol", "SASL_SSL");
        assertThat(main).containsEntry("fetch.max.bytes", "2000");
        assertThat(streams.getRestoreConsumerConfigs("id")).containsEntry("fetch.max.bytes", "1000");
        assertThat(streams.getProducerConfigs("id"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("retries", "9");
        assertThat(streams.getAdminConfigs("id")).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void clientsOfOneKindCanHaveIdsOfTheirOwn() {
        assertThat(SETTINGS.named("view").client(Client.CONSUMER, Map.of()))
                .containsEntry("client.id", "worker-7-view")
                .containsEntry("client.rack", "rack-3");
    }

    @Test
    void itsTextHasNamesOfPropertiesButNoValues() {
        assertThat(SETTINGS.toString())
                .contains("broker-1:9093", "worker-7", "sasl.jaas.config")
                .doesNotContain("the-secret", "SCRAM");
    }
}
