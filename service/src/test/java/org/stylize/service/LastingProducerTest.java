package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LastingProducerTest {
    private static final ProducerRecord<String, byte[]> RECORD = new ProducerRecord<>("topic", "key", new byte[1]);

    private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
    private final LastingProducer producer = new LastingProducer(this::make, Duration.ofSeconds(1));

    @Test
    void aRefusedProducerIsReplaced() throws Exception {
        Future<RecordMetadata> refused = producer.send(RECORD);
        made.get(0).errorNext(new SaslAuthenticationException("unknown password"));
        assertThatThrownBy(refused::get).hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThat(made.get(0).closed()).isTrue();

        Future<RecordMetadata> written = producer.send(RECORD);
        made.get(1).completeNext();
        assertThat(written.get().topic()).isEqualTo("topic");
        assertThat(made).hasSize(2);
    }

    @Test
    void oneThatRefusesToSendIsReplaced() {
        made.get(0).sendException = new KafkaException("in an error state", new SaslAuthenticationException("no"));
        assertThatThrownBy(() -> producer.send(RECORD)).isInstanceOf(KafkaException.class);
        assertThat(producer.send(RECORD)).isNotDone();
        assertThat(made).hasSize(2);
    }

    @Test
    void oneThatCannotReachTheBrokerStays() {
        Future<RecordMetadata> late = producer.send(RECORD);
        made.get(0).errorNext(new TimeoutException("away"));
        assertThatThrownBy(late::get).hasCauseInstanceOf(TimeoutException.class);
        assertThat(producer.send(RECORD)).isNotDone();
        assertThat(made).hasSize(1);
    }

    @Test
    void aClosedOneSendsNothing() {
        producer.close();
        producer.close();
        assertThat(made.get(0).closed()).isTrue();
        assertThatThrownBy(() -> producer.send(RECORD)).isInstanceOf(IllegalStateException.class);
        assertThat(made).hasSize(1);
    }

    private MockProducer<String, byte[]> make() {
        MockProducer<String, byte[]> next =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        made.add(next);
        return next;
    }
}
