package org.stylize.engine.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageLimits;

class RawPictureTest {
    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "alpha.png", "grey16.png", "baseline.jpg", "wide-gamut.png"})
    void whatIsReadIsWhatWasWritten(String file) throws IOException {
        RgbImage picture = ImageDecoder.decode(PictureFiles.bytes(file), ImageLimits.DEFAULT);

        assertThat(read(written(picture), picture.size().pixels() * 2)).isEqualTo(picture);
    }

    @Test
    void aPictureThatEndsEarlyIsNone() throws IOException {
        byte[] whole = written(ImageDecoder.decode(PictureFiles.bytes("alpha.png"), ImageLimits.DEFAULT));

        for (int length : new int[] {0, 9, 10, whole.length / 2, whole.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(whole, length), 1 << 20))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void noMemoryIsSpentOnWhatIsOverTheLimit() throws IOException {
        byte[] eight = written(ImageDecoder.decode(PictureFiles.bytes("rgb.png"), ImageLimits.DEFAULT));
        for (byte[] head : new byte[][] {
            {0, 0, 0, 0, 0, 0, 0, 1, 8, 0},
            {0, 0, 0, 1, (byte) 0xff, 0, 0, 1, 8, 0},
            {0x7f, 0, 0, 1, 0x7f, 0, 0, 1, 8, 0},
            {0, 0, 0, 1, 0, 0, 0, 1, 7, 0}
        }) {
            System.arraycopy(head, 0, eight, 0, head.length);
            assertThatThrownBy(() -> read(eight, 100)).isInstanceOf(StreamCorruptedException.class);
        }
    }

    private static byte[] written(RgbImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RawPicture.write(picture, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static RgbImage read(byte[] bytes, long mostPixels) throws IOException {
        return RawPicture.read(new DataInputStream(new ByteArrayInputStream(bytes)), mostPixels);
    }
}
