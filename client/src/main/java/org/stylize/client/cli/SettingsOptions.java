package org.stylize.client.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobSettings;
import org.stylize.client.Lane;
import org.stylize.client.Output;
import picocli.CommandLine.Option;

/** What is asked of a job, or of each job of a batch, besides pictures and recipe; the service checks ranges. */
final class SettingsOptions {
    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            description =
                    "A job expires if no worker has begun it after this time: 90s, 10m, 2h, 1d or 1h30m. Default: it"
                            + " waits as long as it takes.")
    private @Nullable Duration ttl;

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description =
                    "At this time, such as 2026-06-01T12:00:00Z, a job that runs is finished with the picture that it"
                            + " has, and any other expires. Default: none.")
    private @Nullable Instant deadline;

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            completionCandidates = Converters.Lanes.class,
            description = "${COMPLETION-CANDIDATES}: whether somebody waits for the picture, or others of your tenant"
                    + " go first. Default: interactive; for a batch, batch.")
    private @Nullable Lane lane;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "To find the job by, with list --label; up to 16.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--metadata", paramLabel = "NAME=VALUE", description = "That the job shows again; up to 32.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Converters.Formats.class,
            description =
                    "Format of the picture: ${COMPLETION-CANDIDATES}. Default: as the name of -o ends, or else png.")
    private Output.@Nullable Format format;

    @Option(
            names = {"--bits", "--bit-depth"},
            paramLabel = "N",
            description = "Bits per sample: 8, of png and tiff also 16. Default: 8.")
    private @Nullable Integer bits;

    @Option(
            names = "--quality",
            paramLabel = "Q",
            description = "Of jpeg and webp, 1 to 100; a webp of 100 is lossless. Default: 95.")
    private @Nullable Integer quality;

    @Option(
            names = "--exif",
            paramLabel = "WHAT",
            completionCandidates = Converters.Exifs.class,
            description = "What the picture says again of the photograph's EXIF block: ${COMPLETION-CANDIDATES}."
                    + " Default: without-gps, everything but the place.")
    private Output.@Nullable Exif exif;

    /**
     * What is asked for.
     *
     * @param file that the picture is written to, whose ending decides on the format if no other is asked for; null for none
     * @throws IllegalArgumentException if a value is out of range, or the file's ending is that of another format
     */
    JobSettings settings(@Nullable Path file) {
        Output.Format wanted = format;
        if (file != null) {
            Output.Format named = ResultFile.format(file);
            if (wanted != null && named != null && wanted != named) {
                throw new IllegalArgumentException(
                        "--format: expected " + named + ", as " + file + " ends, but found " + wanted);
            }
            wanted = wanted == null && named != Output.Format.PNG ? named : wanted; // PNG is the default
        }
        Output output = wanted == null && bits == null && quality == null && exif == null
                ? null
                : new Output(wanted, bits, quality, exif);
        return new JobSettings(ttl, deadline, lane, output, labels, metadata);
    }
}
