package org.stylize.systemtests.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;

/** Clients of the last release go on working: what was promised is still there, and nothing more is asked for. */
class BreakingChangesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path BASELINE = Checkout.file("system-tests/src/test/contract/baseline");
    private static final String OASDIFF = "github.com/oasdiff/oasdiff@v1.38.0";
    /** With which they can be compiled, or get a later one that can. */
    private static final int OLDEST_GO = 21;

    @Test
    void openApiBreaksNoClient() {
        Path oasdiff = Tools.go("oasdiff", OASDIFF, OLDEST_GO);

        Command.in(
                        Tools.target("breaking"),
                        oasdiff.toString(),
                        "breaking",
                        "--fail-on",
                        "ERR",
                        BASELINE.resolve("openapi.yaml").toString(),
                        Checkout.file("docs/openapi.yaml").toString())
                .run(PATIENCE);
    }

    @Test
    void theMessagesBreakNoClient() throws IOException {
        Path buf = Tools.node("system-tests/src/test/contract").resolve("node_modules/.bin/buf");
        Path now = Tools.target("breaking/now");
        Path before = Tools.target("breaking/before");
        String config = "version: v2\nbreaking:\n  use: [WIRE_JSON]\n";
        for (Path each : new Path[] {now, before}) {
            Files.writeString(each.resolve("buf.yaml"), config);
        }
        Files.writeString(
                now.resolve("stylize.proto"),
                Tools.read(Checkout.file("proto/src/main/protobuf/stylize/v1/stylize.proto")));
        Files.writeString(before.resolve("stylize.proto"), Tools.read(BASELINE.resolve("stylize.proto")));

        Command.in(now, buf.toString(), "breaking", "--against", before.toString())
                .run(PATIENCE);
    }
}
