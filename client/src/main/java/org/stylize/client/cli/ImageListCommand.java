package org.stylize.client.cli;

import java.util.Locale;
import org.stylize.client.ImageClient;
import org.stylize.client.ImagePage;
import org.stylize.client.ImageView;
import org.stylize.client.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs images list}. */
@Command(name = "list", description = "Lists the pictures that the service keeps: id, bytes, time.")
final class ImageListCommand extends JobCommand {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Largest number of pictures to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids only.")
    private boolean quiet;

    ImageListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        requireLimit(limit);
        ImageClient images = client().images();
        PagedList<ImageView> list = (most, cursor) -> {
            ImagePage page = images.list(most, cursor);
            return new PagedList.Page<>(page.items(), page.next());
        };
        list.take(limit, first -> {}, image -> terminal()
                .out()
                .println(json() ? Json.write(image) : quiet ? image.id() : row(image)));
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private static String row(ImageView image) {
        return String.format(
                Locale.ROOT,
                "%s  %12d  %s",
                image.id(),
                image.bytes(),
                image.storedAt() == null ? "" : TimeText.of(image.storedAt()));
    }
}
