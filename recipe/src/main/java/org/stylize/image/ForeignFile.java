package org.stylize.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;

/**
 * A file that is none of the formats that are read, by its first bytes.
 *
 * @param kind with its article
 * @param isPicture whether it is a picture that could be exported in another format
 */
record ForeignFile(String kind, boolean isPicture) {
    /** As many as tell the kind of a file. */
    private static final int DESCRIBED_BYTES = 512;

    private static final String EXPORT = "; export it as JPEG, PNG or TIFF first";

    private static final List<Signature> SIGNATURES = List.of(
            picture(0, "\u00ff\n", "a JPEG XL picture"),
            picture(4, "JXL \r\n\u0087\n", "a JPEG XL picture"),
            picture(0, "\u00ffO\u00ffQ", "a JPEG 2000 picture"),
            picture(4, "jP  \r\n\u0087\n", "a JPEG 2000 picture"),
            picture(0, "II\u00bc\u0001", "a JPEG XR picture"),
            picture(0, "II+\0", "a BigTIFF"),
            picture(0, "MM\0+", "a BigTIFF"),
            picture(0, "8BPS", "a Photoshop file (PSD)"),
            picture(0, "FUJIFILMCCD-RAW", "a camera raw file (RAF)"),
            picture(0, "IIRO", "a camera raw file (ORF)"),
            picture(0, "IIRS", "a camera raw file (ORF)"),
            picture(0, "MMOR", "a camera raw file (ORF)"),
            picture(0, "IIU\0", "a camera raw file (RW2)"),
            picture(0, "FOVb", "a camera raw file (X3F)"),
            picture(0, "\0MRM", "a camera raw file (MRW)"),
            picture(0, "v/1\u0001", "an OpenEXR picture"),
            picture(0, "#?RADIANCE", "a Radiance HDR picture"),
            picture(0, "#?RGBE", "a Radiance HDR picture"),
            picture(0, "qoif", "a QOI picture"),
            picture(0, "DDS ", "a DDS texture"),
            picture(0, "\0\0\u0001\0", "a Windows icon"),
            picture(0, "gimp xcf", "a GIMP file (XCF)"),
            picture(0, "\u0001\u00da", "an SGI picture"),
            picture(0, "\n\u0005\u0001\b", "a PCX picture"),
            picture(0, "SIMPLE  =", "a FITS picture"),
            picture(0, "BPG\u00fb", "a BPG picture"),
            picture(0, "\u008aMNG\r\n\u001a\n", "an MNG animation"),
            picture(0, "%!PS", "a PostScript file"),
            other("%PDF", "a PDF document"),
            other("PK\u0003\u0004", "a ZIP archive or an office document"),
            other("\u001aE\u00df\u00a3", "a video"));

    /** What the file is; by name for what people send by mistake. */
    static ForeignFile of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, DESCRIBED_BYTES), ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (start.startsWith(signature.text, signature.at)) {
                return signature.file;
            }
        }
        if (start.startsWith("ftyp", 4)) {
            return isoMedia(start);
        }
        if (start.startsWith("RIFF")) {
            return new ForeignFile(start.startsWith("AVI ", 8) ? "a video" : "a RIFF file, but no WebP", false);
        }
        if (start.matches("(?s)P[1-7FfxX][ \\t\\r\\n].*")) {
            return new ForeignFile("a Netpbm picture (PBM, PGM, PPM, PAM or PFM)", true);
        }
        return text(start);
    }

    /** The exception for a file that should have been one of the {@code known} formats. */
    UnreadableImageException refused(String known) {
        String message = "expected a " + known + " picture but found " + kind;
        return isPicture
                ? new UnsupportedImageException(message + ", which is not supported" + EXPORT)
                : new UnreadableImageException(message);
    }

    /**
     * ISO/IEC 14496-12: the brand of the file says what it holds; where the main brand leaves that open, the list of the
     * others does.
     */
    private static ForeignFile isoMedia(String start) {
        String main = start.substring(8, Math.min(12, start.length()));
        int boxBytes = start.charAt(2) << 8 | start.charAt(3);
        String others = start.substring(Math.min(16, start.length()), Math.min(Math.max(16, boxBytes), start.length()));
        return switch (main) {
            case "heic", "heix", "heim", "heis" -> new ForeignFile("an HEIC picture", true);
            case "hevc", "hevx", "hevm", "hevs" -> new ForeignFile("an HEIC sequence", true);
            case "avif" -> new ForeignFile("an AVIF picture", true);
            case "avis" -> new ForeignFile("an AVIF sequence", true);
            case "mif1", "mif2", "mif3", "miaf" ->
                new ForeignFile(others.contains("avif") ? "an AVIF picture" : "an HEIC picture", true);
            case "msf1" -> new ForeignFile(others.contains("avis") ? "an AVIF sequence" : "an HEIC sequence", true);
            case "crx " -> new ForeignFile("a camera raw file (CR3)", true);
            default -> new ForeignFile("a video", false);
        };
    }

    private static ForeignFile text(String start) {
        String text =
                start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return new ForeignFile("an HTML document", false);
        }
        if (text.startsWith("<svg") || (text.startsWith("<") && text.contains("<svg"))) {
            return new ForeignFile("an SVG drawing", true);
        }
        if (text.startsWith("<?xml") || text.startsWith("<!doctype")) {
            return new ForeignFile("an XML document", false);
        }
        boolean printable = start.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
        return new ForeignFile(printable ? "a text file" : "a file of an unknown kind", false);
    }

    private static Signature picture(int at, String text, String kind) {
        return new Signature(at, text, new ForeignFile(kind, true));
    }

    private static Signature other(String text, String kind) {
        return new Signature(0, text, new ForeignFile(kind, false));
    }

    /** Bytes that files of a kind have at a place. */
    private record Signature(int at, String text, ForeignFile file) {}
}
