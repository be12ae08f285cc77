package org.stylize.engine.decoder;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageException;

/**
 * The decoder's process: reads requests from standard input, one after the other, and writes an answer to each to standard output.
 * It ends at once when its standard input does, whatever it is doing: then the process that started it is gone.
 */
public final class DecoderMain {
    private static final int BUFFER_BYTES = 1 << 16;
    /** How this process ends after an error that may have left it unfit. */
    static final int UNFIT = 3;

    private static final String NO_MEMORY =
            "a picture must be decoded within the memory of its decoder but this one needs"
                    + " more; save it with fewer pixels, or as an ordinary PNG or JPEG, first";

    private final DataInputStream requests;
    private final DataOutputStream answers;
    private final Path directory;
    private final BlockingQueue<Request> open = new LinkedBlockingQueue<>();

    private DecoderMain(DataInputStream requests, DataOutputStream answers, Path directory) {
        this.requests = requests;
        this.answers = answers;
        this.directory = directory;
    }

    /**
     * Runs the process.
     *
     * @param args the directory of this process alone, which it deletes when its standard input ends
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER_BYTES));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES));
        System.setOut(System.err); // what libraries say must not get between the answers
        dieFirst();
        new DecoderMain(in, out, Path.of(args[0])).run();
    }

    /** Where memory runs out, the kernel ends this process before the one that started it. */
    private static void dieFirst() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            System.err.println("cannot tell the kernel which process is worth less: " + e);
        }
    }

    private void run() throws IOException, InterruptedException {
        Thread reader = new Thread(this::readRequests, "requests");
        reader.setDaemon(true);
        reader.start();
        Answer.writeReady(answers);
        while (true) {
            answer(open.take());
        }
    }

    private void readRequests() {
        int status = 0;
        try {
            while (true) {
                open.add(Request.readFrom(requests));
            }
        } catch (IOException e) { // the end of standard input
            Directories.delete(directory);
        } catch (Throwable e) {
            status = UNFIT;
        } finally {
            Runtime.getRuntime().halt(status); // native code cannot hold this up
        }
    }

    private void answer(Request request) throws IOException {
        RgbImage picture;
        try {
            picture = ImageDecoder.decode(request.bytes(), request.limits());
        } catch (ImageException e) {
            if (isOfFullHeap(e)) {
                refuseAndEnd();
            }
            Answer.writeRefusal(Answer.kindOf(e), String.valueOf(e.getMessage()), answers);
            return;
        } catch (OutOfMemoryError e) {
            refuseAndEnd();
            return;
        } catch (VirtualMachineError e) {
            Answer.writeRefusal(Answer.Kind.UNREADABLE, "the file is damaged: its decoder ended with " + e, answers);
            return;
        } catch (RuntimeException | Error e) {
            Answer.writeRefusal(Answer.Kind.FAULT, e.toString(), answers);
            return;
        }
        Answer.writePicture(picture, answers);
    }

    /** Some readers take every error for damage. Native code that says so without a word means damage. */
    private static boolean isOfFullHeap(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError && cause.getMessage() != null) {
                return true;
            }
        }
        return false;
    }

    /** Other threads of this process may have met the same error. */
    private void refuseAndEnd() throws IOException {
        Answer.writeRefusal(Answer.Kind.TOO_LARGE, NO_MEMORY, answers);
        Directories.delete(directory);
        Runtime.getRuntime().halt(UNFIT);
    }
}
