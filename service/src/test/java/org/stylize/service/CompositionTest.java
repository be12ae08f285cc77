package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void partsStartInOrderAndCloseInTheOppositeOrder() {
        Composition parts = new Composition().with(closing("store"));
        add(parts, "queue");
        add(parts, "loop");

        parts.start();
        parts.close();

        assertThat(done).containsExactly("start queue", "start loop", "close loop", "close queue", "close store");
    }

    @Test
    void everyPartIsClosedEvenIfOthersThrow() {
        Composition parts = new Composition().with(closing("store"));
        parts.with(() -> {}, () -> fail("queue"));
        parts.with(closing("feed"));
        parts.with(() -> {}, () -> fail("loop"));

        Throwable thrown = catchThrowable(parts::close);

        assertThat(done).containsExactly("close feed", "close store");
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage("loop");
        assertThat(thrown.getSuppressed()).singleElement().satisfies(e -> assertThat(e)
                .hasMessage("queue"));
    }

    @Test
    void aCheckedExceptionIsTheCause() {
        Composition parts = new Composition().with(() -> {
            throw new IOException("disk full");
        });

        assertThatThrownBy(parts::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("disk full")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void anInterruptDoesNotKeepOtherPartsOpenAndStaysSet() {
        Composition parts = new Composition().with(closing("store"));
        parts.with(() -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(parts::close).hasCauseInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly("close store");
    }

    @Test
    void ifAPartDoesNotStartNoLaterOneStartsAndAllAreClosed() {
        Composition parts = new Composition().with(closing("store"));
        parts.with(() -> fail("no broker"), () -> fail("not connected"));
        add(parts, "loop");

        Throwable thrown = catchThrowable(parts::start);

        assertThat(done).containsExactly("close loop", "close store");
        assertThat(thrown).hasMessage("no broker");
        assertThat(thrown.getSuppressed()).singleElement().satisfies(e -> assertThat(e)
                .hasMessage("not connected"));
    }

    private void add(Composition parts, String name) {
        parts.with(() -> done.add("start " + name), closing(name));
    }

    private AutoCloseable closing(String name) {
        return () -> done.add("close " + name);
    }

    private static void fail(String message) {
        throw new IllegalArgumentException(message);
    }
}
