package org.stylize.gateway.rest;

import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.JobQuery;
import org.stylize.proto.BatchId;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTags;
import org.stylize.proto.Tenant;

/** The parameters of a list that say which jobs it shows. Filled by the framework, so its fields are not final. */
public class JobFilter {
    private static final int LONGEST_TEXT = 200;
    private static final Pattern LABEL = Pattern.compile("(" + JobTags.NAME + "):(.*)", Pattern.DOTALL);

    @Parameter(
            description = "Only jobs in this state.",
            schema = @Schema(ref = "#/components/schemas/JobState"),
            example = "RUNNING")
    @QueryParam("state")
    @Nullable
    String state;

    @Parameter(
            description =
                    "Only jobs with this label, written name:value. May be given up to 16 times: a job has them all.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class),
            examples = @ExampleObject(name = "one", value = "[\"customer:4711\"]"))
    @QueryParam("label")
    List<String> labels = List.of();

    @Parameter(description = "Only jobs of this batch.")
    @QueryParam("batch")
    @Nullable
    String batch;

    @Parameter(description = "Only jobs of this preset, or of recipes of this name.", example = "balanced")
    @QueryParam("preset")
    @Nullable
    String preset;

    @Parameter(
            description = "Only jobs that were admitted at this time or later.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("since")
    @Nullable
    String since;

    @Parameter(
            description = "Only jobs that were admitted before this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("until")
    @Nullable
    String until;

    @Parameter(
            description = "Only jobs whose id, preset, labels or metadata have this text in them, in whatever case.",
            schema = @Schema(type = SchemaType.STRING, maxLength = LONGEST_TEXT))
    @QueryParam("text")
    @Nullable
    String text;

    /** @throws InvalidJobException naming the parameter that is wrong */
    JobQuery query(Tenant tenant) {
        if (text != null && text.length() > LONGEST_TEXT) {
            throw new InvalidJobException(
                    "text", "text has at most " + LONGEST_TEXT + " characters but this one has " + text.length());
        }
        return new JobQuery(
                tenant,
                state == null ? null : stateOf(state),
                batch == null ? null : BatchId.parse(batch),
                labels(),
                preset,
                JobOptions.time("since", since),
                JobOptions.time("until", until),
                text);
    }

    private Map<String, String> labels() {
        if (labels.size() > JobTags.MOST_LABELS) {
            throw new InvalidJobException(
                    "label",
                    "a job has at most " + JobTags.MOST_LABELS + " labels but " + labels.size() + " are asked for");
        }
        Map<String, String> wanted = new HashMap<>();
        for (String label : labels) {
            var parts = LABEL.matcher(label);
            if (!parts.matches()) {
                throw new InvalidJobException(
                        "label", "a label is written name:value, as customer:4711, but is '" + label + "'");
            }
            wanted.put(parts.group(1), parts.group(3));
        }
        return wanted;
    }

    private static JobState stateOf(String state) {
        return Arrays.stream(JobState.values())
                .filter(known -> known.name().equals(state.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidJobException("state", "state must be one of " + Arrays.toString(JobState.values())));
    }
}
