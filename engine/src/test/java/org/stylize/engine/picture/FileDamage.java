package org.stylize.engine.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/** Damages a picture file at random: single bytes, numbers, and parts that come twice, elsewhere or not at all. */
final class FileDamage {
    private static final int[] NUMBERS = {
        0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, -1, 1 << 24
    };

    private byte[] bytes;
    private final Random random;

    private FileDamage(byte[] bytes, Random random) {
        this.bytes = bytes;
        this.random = random;
    }

    static byte[] of(byte[] whole, String format, Random random) {
        FileDamage damage = new FileDamage(whole.clone(), random);
        for (int changes = 1 + random.nextInt(4); changes > 0 && damage.bytes.length > 16; changes--) {
            damage.once();
        }
        return format.equals("PNG") && random.nextInt(4) != 0 ? withSums(damage.bytes) : damage.bytes;
    }

    private void once() {
        int at = place();
        int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(11)));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> number(at);
            case 3 -> bytes = HostilePictures.inserted(bytes, at, Arrays.copyOfRange(bytes, at, at + length)); // twice
            case 4 ->
                bytes = HostilePictures.inserted(
                        Arrays.copyOf(bytes, at), at, Arrays.copyOfRange(bytes, at + length, bytes.length)); // left out
            case 5 -> bytes = HostilePictures.inserted(bytes, at, randomBytes(length));
            case 6 -> swap(at, place());
            default -> bytes = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : swapped(at, length);
        }
    }

    /** Mostly near the beginning, where headers are. */
    private int place() {
        int most = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
        return 4 + random.nextInt(most - 4);
    }

    private void number(int at) {
        int value = NUMBERS[random.nextInt(NUMBERS.length)];
        int width = 1 << random.nextInt(3);
        boolean little = random.nextBoolean();
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> (8 * (little ? i : width - 1 - i)));
        }
    }

    private void swap(int a, int b) {
        for (int i = 0; i < 4 && Math.max(a, b) + i < bytes.length; i++) {
            byte kept = bytes[a + i];
            bytes[a + i] = bytes[b + i];
            bytes[b + i] = kept;
        }
    }

    private byte[] swapped(int at, int length) {
        byte[] other = bytes.clone();
        System.arraycopy(bytes, at, other, Math.max(0, bytes.length - at - length), length);
        return other;
    }

    private byte[] randomBytes(int count) {
        byte[] some = new byte[count];
        random.nextBytes(some);
        return some;
    }

    /** With right checksums, so that a decoder gets to see what is damaged. */
    private static byte[] withSums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        for (long at = 8; at + 12 <= png.length; ) {
            long length = file.getInt((int) at) & 0xffffffffL;
            if (at + 12 + length > png.length) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(png, (int) at + 4, 4 + (int) length);
            file.putInt((int) (at + 8 + length), (int) sum.getValue());
            at += 12 + length;
        }
        return png;
    }
}
