package org.stylize.gateway.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.transfer.Transfers.Kind.DOWNLOAD;
import static org.stylize.gateway.transfer.Transfers.Kind.UPLOAD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final List<Transfers.Kind> refused = new ArrayList<>();
    private final Transfers transfers =
            new Transfers(new TransferLimits(3, 2, 100, Duration.ofSeconds(20), 1000), refused::add);

    @Test
    void aCallerHasAPartOfThemOnly() {
        begin(UPLOAD, "a", 0);
        begin(DOWNLOAD, "a", 0);
        assertThatThrownBy(() -> begin(UPLOAD, "a", 0))
                .isInstanceOfSatisfying(TooManyTransfersException.class, e -> assertThat(e.isByCaller())
                        .isTrue())
                .hasMessageContaining("2");
        begin(UPLOAD, "b", 0);
        assertThatThrownBy(() -> begin(DOWNLOAD, "c", 0))
                .isInstanceOfSatisfying(TooManyTransfersException.class, e -> assertThat(e.isByCaller())
                        .isFalse());
        assertThat(transfers.open(UPLOAD)).isEqualTo(2);
        assertThat(transfers.open(DOWNLOAD)).isEqualTo(1);
        assertThat(refused).containsExactly(UPLOAD, DOWNLOAD);
    }

    @Test
    void oneThatIsClosedMakesRoomOnce() {
        Transfers.Transfer first = begin(UPLOAD, "a", 60);
        Transfers.Transfer second = begin(UPLOAD, "a", 0);
        first.close();
        first.close();
        assertThat(transfers.open(UPLOAD)).isEqualTo(1);
        assertThat(transfers.spooledBytes()).isZero();
        begin(UPLOAD, "a", 0);
        assertThatThrownBy(() -> begin(UPLOAD, "a", 0)).isInstanceOf(TooManyTransfersException.class);
        second.close();
        begin(UPLOAD, "a", 0);
    }

    @Test
    void bytesOnDiskHaveALimitButOneUploadIsAlwaysLetIn() {
        Transfers.Transfer large = begin(UPLOAD, "a", 500);
        assertThatThrownBy(() -> begin(UPLOAD, "b", 1)).hasMessageContaining("1 bytes");
        begin(DOWNLOAD, "b", 0);
        large.close();
        begin(UPLOAD, "b", 60);
        assertThatThrownBy(() -> begin(UPLOAD, "c", 41)).isInstanceOf(TooManyTransfersException.class);
        begin(UPLOAD, "c", 40);
        assertThat(transfers.spooledBytes()).isEqualTo(100);
    }

    @Test
    void aCallerHasAPartOfTheDiskOnly() {
        begin(UPLOAD, "a", 20);
        assertThatThrownBy(() -> begin(UPLOAD, "a", 6))
                .isInstanceOfSatisfying(TooManyTransfersException.class, e -> assertThat(e.isByCaller())
                        .isTrue());
        begin(UPLOAD, "b", 25);
        begin(UPLOAD, "a", 5);
    }

    @Test
    void strangersHaveAFewOfTheirOwn() {
        Transfers large = new Transfers(new TransferLimits(16, 16, 100, Duration.ofSeconds(20), 1000), refused::add);
        for (int i = 0; i < 2; i++) {
            large.begin(UPLOAD, new Transfers.Caller("address:" + i, false), 0);
        }
        assertThatThrownBy(() -> large.begin(UPLOAD, new Transfers.Caller("address:3", false), 0))
                .isInstanceOf(TooManyTransfersException.class);
        for (int i = 0; i < 16; i++) {
            large.begin(UPLOAD, new Transfers.Caller("key", true), 0);
        }
    }

    @Test
    void limitsMustBeAtLeastOne() {
        assertThatThrownBy(() -> new TransferLimits(0, 1, 1, Duration.ofSeconds(1), 1))
                .hasMessage("gateway.transfers.at-once must be at least 1 but is 0");
        assertThatThrownBy(() -> new TransferLimits(1, 1, 1, Duration.ZERO, 1))
                .hasMessage("gateway.transfers.window must be more than 0 but is PT0S");
    }

    private Transfers.Transfer begin(Transfers.Kind kind, String caller, long bytes) {
        return transfers.begin(kind, new Transfers.Caller(caller, true), bytes);
    }
}
