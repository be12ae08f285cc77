package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventParserTest {
    private final ServerSentEventParser parser = new ServerSentEventParser();

    @Test
    void readsNameDataAndId() throws IOException {
        assertThat(feed("id: 7\nevent: started\ndata: {}\n\n"))
                .containsExactly(new ServerSentEvent("started", "{}", "7"));
    }

    @Test
    void joinsLinesOfDataAndTakesOneSpaceAway() throws IOException {
        assertThat(feed("data: one\ndata:two\ndata:  three\ndata\n\n"))
                .containsExactly(new ServerSentEvent("message", "one\ntwo\n three\n", null));
    }

    @Test
    void keepsTheLastIdForEventsWithoutOne() throws IOException {
        assertThat(feed("id: 1\ndata: a\n\nevent: progress\ndata: b\n\n"))
                .extracting(ServerSentEvent::id)
                .containsExactly("1", "1");
    }

    @Test
    void doesNotSeeCommentsAndUnknownFieldsAndEventsWithoutData() throws IOException {
        assertThat(feed(": heartbeat\n\nevent: nothing\n\ncolour: blue\ndata: a\n\n"))
                .containsExactly(new ServerSentEvent("message", "a", null));
    }

    @Test
    void waitsForTheEndOfTheEvent() throws IOException {
        assertThat(feed("data: a\n")).isEmpty();
        assertThat(feed("\n")).hasSize(1);
    }

    @Test
    void readsHowLongToWait() throws IOException {
        assertThat(parser.retry()).isEmpty();

        feed("retry: 1500\nretry: soon\n\n");

        assertThat(parser.retry()).contains(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameInWhateverPiecesItComesAndHoweverLinesEnd(String lineEnd) throws IOException {
        byte[] stream = "\uFEFFid: 3\nevent: größe\ndata: 450×300\n\n: comment\ndata: x\ndata: y\n\n"
                .replace("\n", lineEnd)
                .getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= stream.length; first++) {
            ServerSentEventParser fresh = new ServerSentEventParser();
            List<ServerSentEvent> events = new ArrayList<>(fresh.feed(ByteBuffer.wrap(stream, 0, first)));
            events.addAll(fresh.feed(ByteBuffer.wrap(stream, first, stream.length - first)));

            assertThat(events)
                    .as("cut at byte " + first)
                    .containsExactly(
                            new ServerSentEvent("größe", "450×300", "3"), new ServerSentEvent("message", "x\ny", "3"));
        }
    }

    @Test
    void refusesAnEventThatNeverEnds() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        feed("data: " + "x".repeat(1_000) + "\n");
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the event is larger than 1048576 bytes");
    }

    private List<ServerSentEvent> feed(String text) throws IOException {
        return parser.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
