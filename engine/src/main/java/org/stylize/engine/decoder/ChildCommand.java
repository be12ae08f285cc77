package org.stylize.engine.decoder;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.image.ImageHeader;

/** How the decoder's process is started: with the Java and the libraries of this process, and no more of them than it needs. */
final class ChildCommand {
    /** One class of each library that decoders need. */
    private static final List<String> OF_LIBRARIES = List.of(
            "com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi",
            "com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi",
            "com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi",
            "com.twelvemonkeys.imageio.ImageReaderBase",
            "com.twelvemonkeys.imageio.metadata.Directory",
            "com.twelvemonkeys.image.ResampleOp",
            "com.twelvemonkeys.io.enc.Decoder",
            "com.twelvemonkeys.lang.Validate",
            "com.luciad.imageio.webp.WebPImageReaderSpi",
            "kotlin.jvm.internal.Intrinsics");

    private ChildCommand() {}

    /**
     * The command.
     *
     * @param heapBytes of the process
     * @param directory for its temporary files
     */
    static List<String> of(long heapBytes, Path directory) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapBytes,
                "-Xms16m",
                "-XX:MaxNewSize=" + Math.min(64 << 20, heapBytes / 4), // pictures are large arrays, which live long
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData", // a file that a killed process would leave
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ErrorFileToStderr",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                classPath(),
                DecoderMain.class.getName(),
                directory.toString());
    }

    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        places.add(placeOf(DecoderMain.class));
        places.add(placeOf(ImageDecoder.class));
        places.add(placeOf(ImageHeader.class));
        for (String name : OF_LIBRARIES) {
            try {
                places.add(placeOf(Class.forName(name, false, ChildCommand.class.getClassLoader())));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("a library of the decoders is missing: " + name, e);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private static String placeOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("it is not known where " + type.getName() + " comes from");
        }
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException | RuntimeException e) {
            throw new IllegalStateException(
                    type.getName() + " must come from a file but comes from " + source.getLocation(), e);
        }
    }
}
