package org.stylize.engine.nst.compiled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file format of a program: a zip with the source text of a class {@code Net} and the pickled state of one object of the
 * class. The state is empty; both pickles are constants.
 */
final class TorchScriptArchive {
    private static final String ROOT = "stylize/";
    /** PROTO 2, EMPTY_TUPLE, STOP. */
    private static final String NO_CONSTANTS = "\u0080\2).";
    /** {@code __torch__.Net.__new__()} with the state {@code {"training": True}}; U+0080 is the opcode PROTO. */
    private static final String OBJECT = "\u0080\2c__torch__\nNet\n)\u0081}(X\b\0\0\0training\u0088ub.";

    private TorchScriptArchive() {}

    /**
     * An archive of a module.
     *
     * @param methods TorchScript text, each method indented by two spaces
     */
    static byte[] of(String methods) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "version", "3\n");
            add(zip, "constants.pkl", NO_CONSTANTS);
            add(zip, "data.pkl", OBJECT);
            add(
                    zip,
                    "code/__torch__.py",
                    "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n" + methods);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(ROOT + name));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }
}
