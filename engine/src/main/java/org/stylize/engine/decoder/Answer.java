package org.stylize.engine.decoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import org.stylize.engine.picture.RawPicture;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageException;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.ImageTooSmallException;
import org.stylize.image.UnreadableImageException;
import org.stylize.image.UnsupportedImageException;

/** What the decoder's process says: that it is ready, and of each file a picture or why there is none. */
final class Answer {
    private static final int MAGIC = 0x53544131;
    private static final int MOST_WORDS_BYTES = 8_000;
    private static final int MOST_NOISE_BYTES = 8_000;

    /** Kinds of answers, each with its letter on the wire. */
    enum Kind {
        READY('r'),
        PICTURE('p'),
        TOO_LARGE('l'),
        TOO_SMALL('s'),
        UNSUPPORTED('k'),
        UNREADABLE('u'),
        /** A fault of the program or of the machine, not of the file. */
        FAULT('f');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    private Answer() {}

    static void writeReady(DataOutputStream out) throws IOException {
        begin(out, Kind.READY);
        out.flush();
    }

    static void writePicture(RgbImage picture, DataOutputStream out) throws IOException {
        begin(out, Kind.PICTURE);
        RawPicture.write(picture, out);
        out.writeInt(MAGIC); // nothing else got in between
        out.flush();
    }

    static void writeRefusal(Kind kind, String words, DataOutputStream out) throws IOException {
        byte[] text = words.getBytes(UTF_8);
        int length = Math.min(text.length, MOST_WORDS_BYTES);
        begin(out, kind);
        out.writeInt(length);
        out.write(text, 0, length);
        out.flush();
    }

    private static void begin(DataOutputStream out, Kind kind) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(kind.letter);
    }

    static Kind kindOf(ImageException e) {
        if (e instanceof ImageTooLargeException) {
            return Kind.TOO_LARGE;
        }
        if (e instanceof ImageTooSmallException) {
            return Kind.TOO_SMALL;
        }
        return e instanceof UnsupportedImageException ? Kind.UNSUPPORTED : Kind.UNREADABLE;
    }

    /**
     * Waits until the process says that it is ready. What Java itself says before is left out.
     *
     * @throws IOException if the process ends, or says much else
     */
    static void readReady(DataInputStream in) throws IOException {
        int last = 0;
        for (int i = 0; i < MOST_NOISE_BYTES; i++) {
            last = last << 8 | in.readUnsignedByte();
            if (last == MAGIC) {
                if (in.readUnsignedByte() == Kind.READY.letter) {
                    return;
                }
                break;
            }
        }
        throw new StreamCorruptedException("expected that the process says that it is ready");
    }

    /**
     * The picture.
     *
     * @param mostPixels that it may have
     * @throws ImageException if the file is refused
     * @throws IllegalStateException if the process could not do its work, whatever the file was
     * @throws IOException if the process ended, or said something else
     */
    static RgbImage readPicture(DataInputStream in, long mostPixels) throws IOException {
        Kind kind = readKind(in);
        return switch (kind) {
            case READY -> throw new StreamCorruptedException("expected a picture but found " + kind);
            case PICTURE -> {
                RgbImage picture = RawPicture.read(in, mostPixels);
                requireMagic(in);
                yield picture;
            }
            case TOO_LARGE -> throw new ImageTooLargeException(readWords(in));
            case TOO_SMALL -> throw new ImageTooSmallException(readWords(in));
            case UNSUPPORTED -> throw new UnsupportedImageException(readWords(in));
            case UNREADABLE -> throw new UnreadableImageException(readWords(in));
            case FAULT -> throw new IllegalStateException("the decoder's process has a fault: " + readWords(in));
        };
    }

    private static Kind readKind(DataInputStream in) throws IOException {
        requireMagic(in);
        int letter = in.readUnsignedByte();
        for (Kind kind : Kind.values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new StreamCorruptedException("expected a kind of answer but found " + letter);
    }

    private static void requireMagic(DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new StreamCorruptedException("expected an answer but found " + Integer.toHexString(magic));
        }
    }

    private static String readWords(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_WORDS_BYTES) {
            throw new StreamCorruptedException(
                    "expected at most " + MOST_WORDS_BYTES + " bytes of text but found " + length);
        }
        byte[] text = new byte[length];
        in.readFully(text);
        return new String(text, UTF_8);
    }
}
