package org.stylize.engine;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.UnusableCheckpointException.Reason;
import org.stylize.engine.safetensors.Safetensors;
import org.stylize.engine.safetensors.SafetensorsException;
import org.stylize.engine.safetensors.SafetensorsWriter;
import org.stylize.engine.safetensors.Seal;

/**
 * The state of an unfinished job after one of its steps, as a file in the format safetensors. A job that continues from it gives
 * the same bytes as one that was never interrupted. The last tensor of the file, {@code checksum}, is the SHA-256 of all
 * bytes before it. Immutable.
 */
public final class Checkpoint {
    /** Changes when the layout changes, and when a step computes other bytes than before from the same state. */
    public static final int FORMAT_VERSION = 2;

    /** A larger file is neither written nor read. */
    public static final int MOST_BYTES = 1 << 30;

    private static final String KIND = "stylize-checkpoint";

    private final byte[] file;
    private final Safetensors content;
    private final Header header;

    private Checkpoint(byte[] file, Safetensors content, Header header) {
        this.file = file;
        this.content = content;
        this.header = header;
    }

    /**
     * What can be known of a checkpoint without its arrays.
     *
     * @param fingerprint of the job: SHA-256 in hexadecimal of all that decides about its bytes
     * @param step number of steps done, at least 1
     * @param steps planned by then, as in {@link Stylizer.Step#steps}
     * @param scale of the step; 0 is the coarsest
     * @param optimizer {@code adam} or {@code lbfgs}
     */
    public record Header(String fingerprint, int step, int steps, int scale, String optimizer) {
        public Header {
            requireNonNull(fingerprint, "fingerprint is null");
            requireNonNull(optimizer, "optimizer is null");
            if (step < 1 || steps < step || scale < 0) {
                throw new IllegalArgumentException(
                        "the step must be 1 to the number of steps, and the scale at least 0, but they are " + step
                                + " of " + steps + ", and " + scale);
            }
        }
    }

    /**
     * Makes a checkpoint.
     *
     * @param state of the job; the header and the checksum are added to it
     * @throws IllegalArgumentException if it would be larger than {@link #MOST_BYTES}
     */
    public static Checkpoint of(Header header, SafetensorsWriter state) {
        state.text("kind", KIND);
        state.text("version", Integer.toString(FORMAT_VERSION));
        state.text("fingerprint", header.fingerprint);
        state.text("step", Integer.toString(header.step));
        state.text("steps", Integer.toString(header.steps));
        state.text("scale", Integer.toString(header.scale));
        state.text("optimizer", header.optimizer);
        long bytes = state.bodyBytes() + Seal.BYTES;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a checkpoint must have at most " + MOST_BYTES + " bytes but would have " + bytes);
        }
        byte[] file = Seal.sealed(state);
        return new Checkpoint(file, Safetensors.read(file), header);
    }

    /**
     * Reads a checkpoint and checks that each of its bytes is as it was written.
     *
     * @param file is copied
     * @throws UnusableCheckpointException if it is damaged, or of another format
     */
    public static Checkpoint read(byte[] file) {
        return checked(file.clone());
    }

    /**
     * Reads a checkpoint from a stream up to its end, at most {@link #MOST_BYTES}; closes nothing.
     *
     * @throws UnusableCheckpointException if it is damaged, or of another format
     */
    public static Checkpoint read(InputStream stream) throws IOException {
        return checked(stream.readNBytes(MOST_BYTES + 1));
    }

    private static Checkpoint checked(byte[] file) {
        if (file.length > MOST_BYTES) {
            throw damaged("a checkpoint has at most " + MOST_BYTES + " bytes but this file has more", null);
        }
        Safetensors content;
        try {
            content = Safetensors.read(file);
        } catch (SafetensorsException e) {
            throw damaged("the checkpoint is damaged: " + e.getMessage(), e);
        }
        // The version first: another version may have another checksum.
        if (!KIND.equals(content.text("kind"))) {
            throw damaged(
                    "the file is no checkpoint: its kind must be " + KIND + " but is " + content.text("kind"), null);
        }
        String version = text(content, "version");
        if (!version.equals(Integer.toString(FORMAT_VERSION))) {
            throw new UnusableCheckpointException(
                    Reason.OTHER_FORMAT,
                    "the format of the checkpoint must have the version " + FORMAT_VERSION + " but has " + version);
        }
        if (!Seal.isWhole(file, content)) {
            throw damaged(
                    "the checkpoint is damaged: its bytes do not have the SHA-256 that they were written with", null);
        }
        return new Checkpoint(file, content, header(content));
    }

    private static Header header(Safetensors content) {
        try {
            return new Header(
                    text(content, "fingerprint"),
                    Integer.parseInt(text(content, "step")),
                    Integer.parseInt(text(content, "steps")),
                    Integer.parseInt(text(content, "scale")),
                    text(content, "optimizer"));
        } catch (IllegalArgumentException e) {
            throw damaged("the checkpoint is damaged: " + e.getMessage(), e);
        }
    }

    private static String text(Safetensors content, String name) {
        String text = content.text(name);
        if (text == null) {
            throw damaged("the checkpoint is damaged: it has no " + name, null);
        }
        return text;
    }

    private static UnusableCheckpointException damaged(String message, @Nullable Throwable cause) {
        return cause == null
                ? new UnusableCheckpointException(Reason.DAMAGED, message)
                : new UnusableCheckpointException(Reason.DAMAGED, message, cause);
    }

    /** Number of steps done, at least 1. */
    public int step() {
        return header.step;
    }

    /** Number of steps planned by then, as in {@link Stylizer.Step#steps}. */
    public int steps() {
        return header.steps;
    }

    /** The scale of the step; 0 is the coarsest. */
    public int scale() {
        return header.scale;
    }

    /** SHA-256 in hexadecimal of all that decides about the job's bytes. */
    public String fingerprint() {
        return header.fingerprint;
    }

    /** {@code adam} or {@code lbfgs}. */
    public String optimizer() {
        return header.optimizer;
    }

    /** The state of the job. */
    public Safetensors content() {
        return content;
    }

    /** Size of the file in bytes. */
    public int length() {
        return file.length;
    }

    /** The file, which is not copied. */
    public InputStream newInputStream() {
        return new ByteArrayInputStream(file);
    }

    /** Writes the file. */
    public void writeTo(OutputStream stream) throws IOException {
        stream.write(file);
    }

    /** A copy of the file. */
    public byte[] toArray() {
        return file.clone();
    }

    @Override
    public String toString() {
        return "checkpoint at step " + header.step + " of " + header.steps + ", " + file.length + " bytes";
    }
}
