package org.stylize.gateway.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.stylize.base.Sha256;

/**
 * An API key as its owner has it: {@code sty_<id>_<secret><checksum>}. The id is no secret. The checksum tells a
 * mistyped or truncated key from an unknown one, without a look-up. Immutable.
 */
public final class KeyText {
    /** What every key begins with. */
    public static final String PREFIX = "sty_";

    static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 40;
    private static final int CHECKSUM_LENGTH = 6;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile(
            PREFIX + "[0-9A-Za-z]{" + ID_LENGTH + "}_[0-9A-Za-z]{" + (SECRET_LENGTH + CHECKSUM_LENGTH) + "}");

    private final String text;
    private final String sha256;

    private KeyText(String text) {
        this.text = text;
        this.sha256 = Sha256.of(text.getBytes(US_ASCII));
    }

    /** A new key. */
    public static KeyText random(SecureRandom random) {
        String body = PREFIX + digits(ID_LENGTH, random) + "_" + digits(SECRET_LENGTH, random);
        return new KeyText(body + checksum(body));
    }

    /** Reads a key; empty if it has another form or a wrong checksum. */
    public static Optional<KeyText> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return text.substring(end).equals(checksum(text.substring(0, end)))
                ? Optional.of(new KeyText(text))
                : Optional.empty();
    }

    /** The id of a key that {@link #parse} reads. */
    static String idOf(String text) {
        return text.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH);
    }

    public String id() {
        return idOf(text);
    }

    /** SHA-256 of the whole key, hexadecimal: what is kept of it. */
    public String sha256() {
        return sha256;
    }

    /** Whether this is the key of that {@link #sha256()}; takes the same time for every wrong one. */
    public boolean isOf(String kept) {
        requireNonNull(kept, "kept is null");
        return MessageDigest.isEqual(sha256.getBytes(US_ASCII), kept.getBytes(US_ASCII));
    }

    /** The whole key, secret included; for the answer to whoever had it made. */
    public String reveal() {
        return text;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return PREFIX + id() + "_…";
    }

    private static String digits(int count, SecureRandom random) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return digits.toString();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        char[] checksum = new char[CHECKSUM_LENGTH];
        long rest = crc.getValue();
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            checksum[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(checksum);
    }
}
