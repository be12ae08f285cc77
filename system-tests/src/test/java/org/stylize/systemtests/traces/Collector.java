package org.stylize.systemtests.traces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something that takes spans by OTLP. */
interface Collector extends AutoCloseable {
    /** Settings of the services that make them send their spans here. */
    Map<String, String> settings();

    /** What has come of a trace. */
    List<SeenSpan> spans(String traceId);

    @Override
    void close();

    /** Jaeger, if {@code -Dtraces.collector} names its program; a receiver in this process otherwise. */
    static Collector start(Path directory) throws IOException, InterruptedException {
        String jaeger = System.getProperty("traces.collector");
        return jaeger == null ? new OtlpReceiver() : JaegerProcess.start(Path.of(jaeger), directory);
    }
}
