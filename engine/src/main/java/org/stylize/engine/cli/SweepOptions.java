package org.stylize.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import picocli.CommandLine.Option;

/** Several pictures at once, to compare. */
final class SweepOptions {
    @Option(
            names = "--sweep",
            paramLabel = "NAME=V,V,...",
            description =
                    "Paint once with each value of a parameter, named as for --set, or of preset. Given twice: all"
                            + " combinations, the first down and the second across. At most 64 pictures. With -o, each is"
                            + " written too, with its values in its name.")
    private List<String> sweeps = new ArrayList<>();

    @Option(
            names = "--contact-sheet",
            paramLabel = "FILE",
            description = "The pictures of a sweep side by side, with values and losses under each.")
    private @Nullable Path sheet;

    boolean isAsked() {
        return !sweeps.isEmpty() || sheet != null;
    }

    /** The values, after everything that can be checked was. */
    Sweep sweep() {
        if (sweeps.isEmpty()) {
            throw new UsageException("--contact-sheet: needs a parameter to --sweep");
        }
        if (sheet != null) {
            sheetFormat(sheet);
            ContactSheet.requireFont();
        }
        return Sweep.of(sweeps);
    }

    @Nullable
    Path sheet() {
        return sheet;
    }

    /** By the ending of its name. */
    static OutputFormat sheetFormat(Path sheet) {
        try {
            return new OutputFormat(
                    OutputFormat.formatNamed(String.valueOf(sheet.getFileName())), 8, OutputFormat.DEFAULT_QUALITY);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--contact-sheet: " + e.getMessage());
        }
    }
}
