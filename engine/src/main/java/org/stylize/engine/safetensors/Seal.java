package org.stylize.engine.safetensors;

import java.security.MessageDigest;
import java.util.Arrays;
import org.stylize.base.Sha256;

/** The last tensor of a file, {@code checksum}: the SHA-256 of all bytes before it. */
public final class Seal {
    /** Size of the tensor. */
    public static final int BYTES = 32;

    private static final String NAME = "checksum";

    private Seal() {}

    /** The file of the tensors, with the seal as the last of them. */
    public static byte[] sealed(SafetensorsWriter tensors) {
        tensors.add(NAME, NumberType.U8, new long[] {BYTES}, zeros -> {});
        byte[] file = tensors.toArray();
        System.arraycopy(checksum(file), 0, file, file.length - BYTES, BYTES);
        return file;
    }

    /**
     * Whether each byte is as it was when the file was sealed.
     *
     * @param content of the file
     */
    public static boolean isWhole(byte[] file, Safetensors content) {
        byte[] found = Arrays.copyOfRange(file, file.length - BYTES, file.length);
        return content.names().contains(NAME) && Arrays.equals(found, checksum(file));
    }

    private static byte[] checksum(byte[] file) {
        MessageDigest digest = Sha256.digest();
        digest.update(file, 0, file.length - BYTES);
        return digest.digest();
    }
}
