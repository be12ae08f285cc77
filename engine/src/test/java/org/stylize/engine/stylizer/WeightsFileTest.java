package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.Sha256;

class WeightsFileTest {
    /** Of the bytes 1, 2, 3. */
    private static final String DIGEST = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path directory;

    @Test
    void shippedWeightsHaveTheirDigest() {
        byte[] shipped = WeightsFile.fetch(WeightsSource.shipped());

        assertThat(Sha256.of(shipped)).isEqualTo(WeightsSource.shipped().sha256());
        assertThat(WeightsFile.isAsShipped(shipped)).isTrue();
    }

    @Test
    void damagedWeightsAreNotAsShipped() {
        byte[] damaged = WeightsFile.fetch(WeightsSource.shipped());
        damaged[damaged.length / 2] ^= 1;

        assertThat(WeightsFile.isAsShipped(damaged)).isFalse();
    }

    @Test
    void otherWeightsWithTheNameOfTheShippedNeedTheirDigest() {
        WeightsSource asked = new WeightsSource(WeightsSource.shipped().location(), DIGEST);

        assertThatThrownBy(() -> WeightsFile.fetch(asked))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("has 25892608 bytes with SHA-256 "
                        + WeightsSource.shipped().sha256());
    }

    @Test
    void fileIsReadFromItsPath() throws IOException {
        Path file = Files.write(directory.resolve("own"), BYTES);

        assertThat(fetch(file.toString())).isEqualTo(BYTES);
    }

    @Test
    void directoryIsSearchedForTheShippedName() throws IOException {
        Files.write(directory.resolve(WeightsSource.FILE_NAME), BYTES);

        assertThat(fetch(directory.toString())).isEqualTo(BYTES);
    }

    @Test
    void fileIsFetchedFromItsAddress() throws IOException {
        withServer(200, address -> assertThat(fetch(address + "/weights")).isEqualTo(BYTES));
    }

    @Test
    void addressWithoutFileIsNamedWithItsStatus() throws IOException {
        withServer(404, address -> assertThatThrownBy(() -> fetch(address + "/weights"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(address + "/weights answers with status 404"));
    }

    @Test
    void addressWithoutServerIsNamed() {
        assertThatThrownBy(() -> fetch("http://localhost:1/weights"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("http://localhost:1/weights cannot be fetched");
    }

    @Test
    void missingFileIsNamedWithItsWholePath() {
        assertThatThrownBy(() -> fetch("no/such/file"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(Path.of("no/such/file").toAbsolutePath() + " does not exist")
                .hasMessageContaining(DIGEST);
    }

    @Test
    void fileWithOtherBytesIsRefusedWithItsDigest() throws IOException {
        Path file = Files.write(directory.resolve("other"), new byte[] {1, 2});

        assertThatThrownBy(() -> fetch(file.toString()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(
                        "has 2 bytes with SHA-256 a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222");
    }

    @Test
    void digestThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new WeightsSource("anywhere", "abc"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("64 hexadecimal digits but is \"abc\"");
    }

    private static byte[] fetch(String location) {
        return WeightsFile.fetch(new WeightsSource(location, DIGEST));
    }

    private static void withServer(int status, Consumer<String> test) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weights", exchange -> {
            exchange.sendResponseHeaders(status, BYTES.length);
            exchange.getResponseBody().write(BYTES);
            exchange.close();
        });
        server.start();
        try {
            test.accept("http://localhost:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }
}
