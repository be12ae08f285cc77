package org.stylize.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Stop;
import org.stylize.base.StopSignal;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Recipe;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program {@code stylize}: paints photographs in the manner of one or more paintings, on this machine. */
@Command(
        name = "stylize",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        customSynopsis = {
            "stylize CONTENT STYLE... -o FILE [OPTIONS]",
            "       stylize --input-dir DIR STYLE... --output-dir DIR [OPTIONS]",
            "       stylize CONTENT STYLE... --sweep NAME=V,V,... --contact-sheet FILE [OPTIONS]",
            "       stylize --replay MANIFEST [-o FILE]"
        },
        description = "Paints the content image in the manner of the style images, on this machine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong arguments or recipe",
            "3:a picture is missing, cannot be read, is too large or too small, or is not the one of the manifest",
            "4:replayed, but the bytes differ from the manifest's",
            "5:of a folder, some pictures could not be painted; the others are done",
            "130:stopped by Ctrl-C; the unfinished picture is not written, except with --keep-partial, but a"
                    + " checkpoint is, with --checkpoint"
        })
public final class StylizeCommand implements Callable<Integer> {
    private static final Duration LONGEST_WAIT_FOR_A_STEP = Duration.ofSeconds(30);

    private final Stop stop;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONTENT",
            description = "Photograph to paint: PNG, JPEG, WebP, TIFF, BMP, GIF.")
    private @Nullable Path content;

    @Parameters(
            index = "1..*",
            paramLabel = "STYLE",
            description = "Paintings to take the style from, in the same formats.")
    private List<Path> styles = new ArrayList<>();

    @ArgGroup(exclusive = false, validate = false, heading = "%nPictures:%n")
    private PictureOptions pictures = new PictureOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nRecipe:%n")
    private RecipeOptions recipe = new RecipeOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nResult:%n")
    private OutputOptions result = new OutputOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nFolder:%n")
    private FolderOptions folders = new FolderOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nInterruption:%n")
    private CheckpointOptions checkpoints = new CheckpointOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nComparison:%n")
    private SweepOptions sweeps = new SweepOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nRepetition:%n")
    private ReplayOptions replays = new ReplayOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nEngine:%n")
    private EngineOptions engine = new EngineOptions();

    private StylizeCommand(Stop stop) {
        this.stop = stop;
    }

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        showOnlyWarningsOfLibraries();
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(out, err, args));
    }

    private static void showOnlyWarningsOfLibraries() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %3$s: %5$s%6$s%n");
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** Runs the program on any output; answers its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        try (StopSignal signal = StopSignal.install(LONGEST_WAIT_FOR_A_STEP, StylizeCommand::stoppedWithoutWaiting)) {
            CommandLine program = program(signal.stop()).setOut(out).setErr(err);
            if (args.length == 0) {
                program.usage(err);
                return ExitCodes.USAGE;
            }
            return program.execute(args);
        }
    }

    private static void stoppedWithoutWaiting() {
        System.err.println("stylize: the step that is running takes too long, stopped without waiting for it");
    }

    /** The program with its options. */
    static CommandLine program(Stop stop) {
        return new CommandLine(new StylizeCommand(stop))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .registerConverter(Double.class, StylizeCommand::number)
                .registerConverter(int.class, StylizeCommand::integer)
                .registerConverter(Path.class, StylizeCommand::path)
                .setExecutionStrategy(new OnceEach())
                .setParameterExceptionHandler((exception, arguments) -> {
                    PrintWriter err = exception.getCommandLine().getErr();
                    err.println("stylize: " + exception.getMessage() + System.lineSeparator() + "See stylize --help");
                    return ExitCodes.USAGE;
                })
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    command.getErr().println("stylize: " + exception.getMessage());
                    if (exception instanceof UsageException) {
                        command.getErr().println("See stylize --help");
                    }
                    return ExitCodes.of(exception);
                });
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected a number but found \"" + text + "\"");
        }
    }

    private static Integer integer(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected an integer but found \"" + text + "\"");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "\"" + text + "\" has characters that this locale does not have in names of"
                            + " files; set a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
    }

    /** Options of {@code --replay}. */
    static final class ReplayOptions {
        @Option(
                names = "--replay",
                paramLabel = "MANIFEST",
                description =
                        "Make a result again from its manifest and compare the bytes. Written beside the manifest as"
                                + " NAME.replayed, or to -o. Only -o, --trace and --pictures can be given with it.")
        private @Nullable Path manifest;

        @Option(
                names = "--pictures",
                paramLabel = "DIR",
                description =
                        "With --replay: directory with pictures that are not where the manifest says. They are found by"
                                + " their SHA-256, whatever their names.")
        private @Nullable Path pictures;
    }

    @Override
    public Integer call() throws IOException {
        if (recipe.isListAsked()) {
            RecipeOptions.presetLines().forEach(out()::println);
            return ExitCodes.OK;
        }
        if (replays.pictures != null && replays.manifest == null) {
            throw new UsageException("--pictures: only with --replay");
        }
        long began = System.nanoTime();
        int code = asked();
        err().printf(Locale.ROOT, "Done in %.1f s.%n", (System.nanoTime() - began) / 1e9);
        err().flush();
        return code;
    }

    private int asked() throws IOException {
        if (replays.manifest != null) {
            return replay(replays.manifest);
        }
        if (folders.isAsked()) {
            return folder();
        }
        return sweeps.isAsked() ? sweep() : paint();
    }

    private int paint() throws IOException {
        Recipe asked = pictures.applied(recipe.recipe(Map.of()));
        Path output = result.output();
        if (output == null) {
            throw new UsageException("-o: the result needs a file");
        }
        result.check();
        checkpoints.check();
        OutputFormat format = result.formatOf(output);
        RunFiles files = filesRead();
        InterimPictures interim = result.interim(output, format, asked);
        result.addTo(files, "-o", output, "", interim);
        checkpoints.addTo(files);
        Inputs inputs = inputs();
        Checkpointing checkpointing = checkpoints.read();
        recipe.stepsNote(asked, Map.of()).ifPresent(err()::println);
        Painter.Order order =
                new Painter.Order(asked, inputs, format, interim, checkpointing, checkpoints.until(), null);
        try (Painter painter = Painter.open(engine.settings(), err(), stop)) {
            Painter.Painted painted = painter.paint(order);
            painter.write(painted, output, result.trace());
            out().println(output);
            if (painted.isPartial()) {
                painter.sayWhatIsKept(painted, output);
                return ExitCodes.STOPPED;
            }
        } catch (UnusableCheckpointException e) {
            throw CheckpointOptions.unusable(e);
        }
        return ExitCodes.OK;
    }

    private int sweep() throws IOException {
        Sweep sweep = sweeps.sweep();
        List<Recipe> recipes = new ArrayList<>();
        List<Optional<String>> notes = new ArrayList<>();
        for (Map<String, String> cell : sweep.cells()) {
            Recipe asked = pictures.applied(recipe.recipe(cell));
            recipes.add(asked);
            notes.add(recipe.stepsNote(asked, cell));
        }
        result.check();
        Path output = result.output();
        if (output == null && sweeps.sheet() == null) {
            throw new UsageException("--sweep: needs a --contact-sheet or a name for the results, -o");
        }
        if (result.trace() != null || result.hasInterim()) {
            throw new UsageException("--sweep: --trace, --preview-every and --save-every are for a single picture");
        }
        if (checkpoints.isAsked()) {
            throw new UsageException("--sweep: --checkpoint, --resume and --keep-partial are for a single picture");
        }
        OutputFormat format = output == null ? OutputFormat.PNG : result.formatOf(output);
        SweepRun.addTo(filesRead(), sweep, result, output, sweeps.sheet());
        Inputs inputs = inputs();
        SweepRun run = new SweepRun(sweep, recipes, notes, inputs, output, format, sweeps.sheet(), title(recipes));
        try (Painter painter = Painter.open(engine.settings(), err(), stop)) {
            run.run(painter, out(), err());
        }
        return ExitCodes.OK;
    }

    private int folder() throws IOException {
        Path input = folders.input();
        Path output = folders.output();
        if (sweeps.isAsked() || result.trace() != null) {
            throw new UsageException("--input-dir: --sweep, --contact-sheet and --trace are for a single photograph");
        }
        if (result.output() != null) {
            throw new UsageException("--input-dir: the results go to --output-dir, so give no -o");
        }
        Recipe asked = pictures.applied(recipe.recipe(Map.of()));
        result.check();
        checkpoints.checkForFolder();
        OutputFormat format = result.formatOfFolder();
        List<Path> paintings = content == null
                ? styles
                : Stream.concat(Stream.of(content), styles.stream()).toList();
        if (pictures.styles(paintings).isEmpty()) {
            throw new UsageException("--input-dir: expected at least one style image");
        }
        Folder folder = Folder.of(input, output, OutputOptions.endingOf(format));
        if (folder.items().isEmpty()) {
            throw new InputException("--input-dir: expected pictures but found none in " + input);
        }
        Function<InputPicture, Inputs> inputs = pictures.others(paintings);
        inputs.apply(InputPicture.read("style image", pictures.styles(paintings).get(0)))
                .pictures(); // refuses what does not fit together
        Files.createDirectories(output);
        RunFiles files = RunFiles.writingInto(output);
        pictures.addTo(files, paintings);
        recipe.addTo(files);
        Function<Path, InterimPictures> interim = file -> result.interim(file, format, asked);
        if (folders.isFilm()) {
            Files.createDirectories(output.resolve(Folder.STARTS));
        }
        folder.addTo(files, result, folders.isFilm(), interim);
        if (!folder.others().isEmpty()) {
            err().println("Not pictures by their names, and left out: " + String.join(", ", folder.others()));
        }
        recipe.stepsNote(asked, Map.of()).ifPresent(err()::println);
        FolderRun.Orders orders = folders.isFilm() ? new Film(asked, inputs) : FolderRun.Orders.each(asked, inputs);
        FolderRun.Job job = new FolderRun.Job(orders, format, interim, checkpoints.everySeconds(), checkpoints.until());
        return new FolderRun(folder, job, stop, out(), err()).run(() -> Painter.open(engine.settings(), err(), stop));
    }

    private int replay(Path manifest) throws IOException {
        if (content != null || sweeps.isAsked() || folders.isAsked()) {
            throw new UsageException("--replay: takes pictures and recipe from the manifest, so give no others");
        }
        if (result.hasInterim()) {
            throw new UsageException("--replay: makes the result only, without --preview-every or --save-every");
        }
        if (checkpoints.isAsked()) {
            throw new UsageException(
                    "--replay: always starts from the beginning, without --checkpoint, --resume or --keep-partial");
        }
        result.check();
        Replay replay = Replay.of(manifest, replays.pictures);
        @Nullable Path named = result.output();
        Path output = named == null ? replay.defaultOutput() : named;
        OutputOptions.requireEnding("-o", output, replay.format().format());
        RunFiles files = RunFiles.anywhere();
        replay.addTo(files);
        result.addTo(files, "-o", output, "", InterimPictures.NONE);
        int code = replay.run(output, result.trace(), err(), stop);
        out().println(output);
        return code;
    }

    private Path requirePictures() {
        if (content == null || pictures.styles(styles).isEmpty()) {
            throw new UsageException("expected a content image and at least one style image");
        }
        return content;
    }

    private RunFiles filesRead() throws IOException {
        RunFiles files = RunFiles.anywhere();
        files.reads("content image", requirePictures());
        pictures.addTo(files, styles);
        recipe.addTo(files);
        return files;
    }

    private Inputs inputs() throws IOException {
        Inputs inputs = pictures.read(requirePictures(), styles);
        inputs.pictures(); // refuses what does not fit together
        return inputs;
    }

    private String title(List<Recipe> recipes) {
        List<String> names = recipes.stream().map(Recipe::name).distinct().toList();
        return (names.size() == 1 ? names.get(0) + ": " : "") + name(content) + " in the manner of "
                + pictures.styles(styles).stream().map(StylizeCommand::name).collect(Collectors.joining(", "));
    }

    private static String name(@Nullable Path file) {
        return file == null ? "" : String.valueOf(file.getFileName());
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("the command was not started by its main method");
        }
        return spec.commandLine();
    }

    private PrintWriter out() {
        return command().getOut();
    }

    private PrintWriter err() {
        return command().getErr();
    }
}
