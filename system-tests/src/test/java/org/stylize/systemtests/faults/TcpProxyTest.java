package org.stylize.systemtests.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.systemtests.faults.TcpProxy.Line;

/** The lines of a run of faults, with a server behind them that sends back what it gets. */
class TcpProxyTest {
    private static final int DEADLINE_MILLIS = 30_000;
    private static final int A_WHILE_MILLIS = 500;

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void startServer() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(this::serve, "echo");
        serving.setDaemon(true);
        serving.start();
        proxy = new TcpProxy(echo.getLocalPort());
    }

    @AfterEach
    void stopServer() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void aGoodAndASlowLineBringWhatIsSent() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, "good")).isEqualTo("good");
            proxy.set(Line.SLOW);
            assertThat(answer(client, "slow")).isEqualTo("slow");
        }
    }

    @Test
    void aCutLineResetsWhatIsOpenAndWhatIsNew() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, "good")).isEqualTo("good");
            proxy.set(Line.CUT);
            assertThatThrownBy(() -> read(client)).isInstanceOf(SocketException.class);
        }
        try (Socket next = connect()) {
            assertThatThrownBy(() -> read(next)).isInstanceOf(SocketException.class);
        }
        proxy.set(Line.GOOD);
        try (Socket again = connect()) {
            assertThat(answer(again, "again")).isEqualTo("again");
        }
    }

    @Test
    void whatASilentLineHeldComesAfterwards() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, "good")).isEqualTo("good");
            proxy.set(Line.SILENT);
            client.setSoTimeout(A_WHILE_MILLIS);
            client.getOutputStream().write("held".getBytes(US_ASCII));
            assertThatThrownBy(() -> read(client)).isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout(DEADLINE_MILLIS);
            proxy.set(Line.GOOD);
            assertThat(read(client)).isEqualTo("held");
        }
    }

    @Test
    void aFullStoreRefusesWritesAndAnswersTheRest() throws IOException {
        proxy.set(Line.STORE_FULL);
        try (Socket client = connect()) {
            assertThat(answer(client, "GET /")).isEqualTo("GET /");
        }
        try (Socket client = connect()) {
            assertThat(answer(client, "PUT /")).startsWith("HTTP/1.1 507 ");
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(DEADLINE_MILLIS);
        return client;
    }

    private static String answer(Socket client, String sent) throws IOException {
        client.getOutputStream().write(sent.getBytes(US_ASCII));
        return read(client);
    }

    /** What comes next, which is short enough to come at once. */
    private static String read(Socket client) throws IOException {
        byte[] bytes = new byte[1_000];
        InputStream in = client.getInputStream();
        int length = in.read(bytes);
        if (length < 0) {
            throw new SocketException("closed"); // as good as a reset
        }
        return new String(bytes, 0, length, US_ASCII);
    }

    private void serve() {
        try {
            while (true) {
                Socket client = echo.accept();
                Thread answering = new Thread(() -> sendBack(client), "echo-client");
                answering.setDaemon(true);
                answering.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void sendBack(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the client has gone
        }
    }
}
