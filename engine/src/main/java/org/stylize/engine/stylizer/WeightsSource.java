package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the weights of the network are, and the digest that they must have.
 *
 * @param location path of a file, path of a directory that holds the shipped file's name, {@code http(s)} address, or
 *     {@code classpath:} resource
 * @param sha256 digest of the whole file, 64 hexadecimal digits
 */
public record WeightsSource(String location, String sha256) {
    static final String FILE_NAME = "vgg19-oxford-normalised.fp16.safetensors";
    static final String CLASS_PATH = "classpath:";
    /** Of the weights that come with this program. */
    static final long SHIPPED_CRC32 = 0xbe2e155cL;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final WeightsSource SHIPPED = new WeightsSource(
            CLASS_PATH + "weights/" + FILE_NAME, "e3c8433c064b7b29f83b8e6d4a7fbbf780d1547679fc03fce2822cf84f06c97d");

    public WeightsSource {
        requireNonNull(location, "location is null");
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (location.isBlank()) {
            throw new WeightsException("the weights' location must be a path or an address but is blank");
        }
        if (!DIGEST.matcher(sha256).matches()) {
            throw new WeightsException("the weights' SHA-256 must be 64 hexadecimal digits but is \"" + sha256 + "\"");
        }
    }

    /** The weights that come with this program, by Simonyan and Zisserman, normalised. */
    public static WeightsSource shipped() {
        return SHIPPED;
    }
}
