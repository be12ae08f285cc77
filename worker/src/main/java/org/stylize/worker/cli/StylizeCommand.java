package org.stylize.worker.cli;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageException;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.OutputFormat;
import org.stylize.proto.ProblemType;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.worker.job.ImageBytes;
import org.stylize.worker.job.Pictures;
import org.stylize.worker.job.PoisonJobException;
import org.stylize.worker.job.Stylizer;
import org.stylize.worker.picture.ImageDecoder;
import org.stylize.worker.picture.ImageEncoder;
import org.stylize.worker.stylizer.BackEnd;
import org.stylize.worker.stylizer.MemorySettings;
import org.stylize.worker.stylizer.SoftwareVersion;
import org.stylize.worker.stylizer.StylizerSettings;
import org.stylize.worker.stylizer.VggStylizer;
import org.stylize.worker.stylizer.WeightsSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code stylize}: paints one photograph in the manner of one painting, on this machine. */
@Command(
        name = "stylize",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Paints the content image in the manner of the style image, on this machine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong arguments or recipe",
            "3:a picture is missing, cannot be read, is too large or too small",
            "130:stopped by Ctrl-C; nothing was written"
        })
public final class StylizeCommand implements Callable<Integer> {
    /** Width of the terminal on standard error, set by the script that starts the program; absent for plain lines. */
    private static final String COLUMNS = "stylize.columns";

    private static final int JPEG_QUALITY = 95;
    private static final int LONGEST_SIDE_PIXELS = 4096;

    private final StopSignal stop;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "Photograph to paint: PNG, JPEG, WebP, TIFF, BMP, GIF.")
    private Path content = Path.of("");

    @Parameters(index = "1", paramLabel = "STYLE", description = "Painting whose manner is taken.")
    private Path style = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The result: .png, or .jpg for a JPEG of quality " + JPEG_QUALITY + ".")
    private Path output = Path.of("");

    @Mixin
    private RecipeOptions recipeOptions = new RecipeOptions();

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "JSON with recipe, versions, and losses, learning rate and seconds of each step.")
    private @Nullable Path trace;

    @Option(
            names = "--preview-every",
            paramLabel = "N",
            description = "Every N steps write the present picture beside the result, as NAME.preview.jpg.")
    private int previewEvery;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description = "Device that works: cpu, gpu0, gpu1 ... Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads on a CPU. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--back-end",
            paramLabel = "NAME",
            defaultValue = "compiled",
            description = "What computes losses and gradients: compiled, or reference for the plain formulas in fp32."
                    + " Default: ${DEFAULT-VALUE}.")
    private BackEnd backEnd = BackEnd.COMPILED;

    @Option(
            names = "--tile-side",
            paramLabel = "PIXELS",
            description = "Longest side of what the network sees at once, " + MemorySettings.SMALLEST_TILE_PIXELS
                    + " or more: larger pictures are worked on in tiles, with the same result, more slowly, in less"
                    + " memory. Default: tiles only where half of the free memory would not be enough.")
    private int tileSide;

    private StylizeCommand(StopSignal stop) {
        this.stop = stop;
    }

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, args));
    }

    /** Runs the program on any output; answers its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        try (StopSignal stop = StopSignal.ofProcess()) {
            return run(stop, out, err, args);
        }
    }

    private static int run(StopSignal stop, PrintWriter out, PrintWriter err, String... args) {
        CommandLine program = new CommandLine(new StylizeCommand(stop))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((exception, arguments) -> {
                    err.println("stylize: " + exception.getMessage() + System.lineSeparator() + "See stylize --help");
                    return ExitCodes.USAGE;
                })
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    err.println("stylize: " + exception.getMessage());
                    return ExitCodes.of(exception);
                });
        if (args.length == 0) {
            program.usage(err);
            return ExitCodes.USAGE;
        }
        return program.execute(args);
    }

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        CommandSpec command = command();
        PrintWriter err = command.commandLine().getErr();
        Recipe recipe = recipeOptions.recipe();
        checkFiles();
        byte[] contentBytes = read("content image", content);
        byte[] styleBytes = read("style image", style);
        Trace.Picture contentPicture = picture("content image", content, contentBytes);
        Trace.Picture stylePicture = picture("style image", style, styleBytes);

        Progress progress = new Progress(err, Integer.getInteger(COLUMNS, 0), System::nanoTime);
        CommandWatcher watcher = new CommandWatcher(progress, previewFile(), previewEvery, stop);
        WeightsSource weights = WeightsSource.shipped();
        Stylizer.Pastiche pastiche;
        try (Stylizer stylizer = VggStylizer.open(new StylizerSettings(
                device,
                threads,
                weights,
                LONGEST_SIDE_PIXELS,
                backEnd,
                MemorySettings.AUTOMATIC.withTileSidePixels(tileSide),
                false))) {
            pastiche = stylizer.stylize(
                    recipe, Pictures.of(new ImageBytes(contentBytes), List.of(new ImageBytes(styleBytes))), watcher);
            AtomicFile.write(output, encoded(pastiche.image()));
            if (trace != null) {
                Trace whole = new Trace(
                        versions(),
                        device,
                        threads,
                        pastiche.precision(),
                        weights.sha256(),
                        RecipeJson.write(recipe),
                        contentPicture,
                        stylePicture,
                        pastiche.plan().width(),
                        pastiche.plan().height(),
                        watcher.steps(),
                        pastiche.optimizationSeconds(),
                        (System.nanoTime() - began) / 1e9);
                AtomicFile.write(trace, whole.json());
            }
        } catch (Stylizer.StoppedException e) {
            watcher.brokenOff();
            throw e;
        }
        command.commandLine().getOut().println(output);
        if (pastiche.ending() != Stylizer.Ending.ALL_STEPS) {
            err.printf(
                    Locale.ROOT,
                    "Ended after %d of %d steps: %s.%n",
                    pastiche.plan().steps(),
                    recipe.totalSteps(),
                    pastiche.ending() == Stylizer.Ending.NO_GAIN ? "nothing more was gained" : "the time was used up");
        }
        err.printf(Locale.ROOT, "Done in %.1f s.%n", (System.nanoTime() - began) / 1e9);
        err.flush();
        return ExitCodes.OK;
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("the command was not started by its main method");
        }
        return spec;
    }

    /** Whatever would fail only after the work is looked at before it. */
    private void checkFiles() {
        requireWritable("-o", output);
        if (trace != null) {
            requireWritable("--trace", trace);
        }
        if (!isNamed(output, ".png") && !isJpeg(output)) {
            throw usage("-o: the result must be named .png or .jpg but is " + output);
        }
        if (previewEvery < 0) {
            throw usage("--preview-every: must be at least 1 but is " + previewEvery);
        }
        if (tileSide != 0 && backEnd == BackEnd.REFERENCE) {
            throw usage("--tile-side: only the compiled back end works in tiles");
        }
        if (tileSide != 0 && tileSide < MemorySettings.SMALLEST_TILE_PIXELS) {
            throw usage("--tile-side: must be at least " + MemorySettings.SMALLEST_TILE_PIXELS + " but is " + tileSide);
        }
        if (threads < 1) {
            throw usage("--threads: must be at least 1 but is " + threads);
        }
    }

    private void requireWritable(String option, Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw usage(option + ": there is no directory " + directory);
        }
        if (!Files.isWritable(directory)) {
            throw usage(option + ": nothing can be written to the directory " + directory);
        }
        if (Files.isDirectory(file)) {
            throw usage(option + ": must be a file but " + file + " is a directory");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    private static byte[] read(String role, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, role + ": there is no file " + file);
        }
        try {
            ImageLimits.DEFAULT.checkBytes(Files.size(file));
            return Files.readAllBytes(file);
        } catch (ImageException e) {
            throw new PoisonJobException(ProblemType.IMAGE_TOO_LARGE, role + ": " + e.getMessage(), e);
        }
    }

    private static Trace.Picture picture(String role, Path file, byte[] bytes) {
        try {
            ImageHeader header = ImageHeader.read(bytes);
            return new Trace.Picture(file.toString(), sha256(bytes), header.width(), header.height());
        } catch (ImageException e) {
            throw new PoisonJobException(ProblemType.IMAGE_UNREADABLE, role + ": " + e.getMessage(), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private byte[] encoded(ImageBytes png) {
        byte[] bytes = png.toArray();
        return isJpeg(output)
                ? ImageEncoder.encode(
                        ImageDecoder.decode(bytes, ImageLimits.DEFAULT),
                        new OutputFormat(ImageFormat.JPEG, 8, JPEG_QUALITY))
                : bytes;
    }

    private Path previewFile() {
        String name = String.valueOf(output.getFileName());
        int dot = name.lastIndexOf('.');
        return output.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".preview.jpg");
    }

    private static boolean isJpeg(Path file) {
        return isNamed(file, ".jpg") || isNamed(file, ".jpeg");
    }

    private static boolean isNamed(Path file, String ending) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static Map<String, String> versions() {
        Engine engine = Engine.getEngine("PyTorch");
        return Map.of(
                "stylize",
                SoftwareVersion.text(),
                "java",
                Runtime.version().toString(),
                "engine",
                engine.getEngineName() + " " + engine.getVersion(),
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }
}
