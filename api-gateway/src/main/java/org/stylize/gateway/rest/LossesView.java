package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Losses of a job over its steps, in the API: as its manifest has them. */
@Schema(
        name = "LossCurve",
        description =
                "Weighted losses over the steps: the first, the last, and some between. All lists have the same length.")
record LossesView(
        @Schema(description = "Numbers of steps, ascending, from 1.")
        List<Integer> steps,

        @Schema(description = "Before the update of each of these steps.")
        List<Double> content,

        List<Double> style,
        List<Double> totalVariation,

        @Schema(description = "What was minimized.") List<Double> total) {
    private static final Logger LOG = LoggerFactory.getLogger(LossesView.class);
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final LossesView NONE = new LossesView(List.of(), List.of(), List.of(), List.of(), List.of());

    /** The part of a manifest that counts here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Manifest(@Nullable LossesView losses) {}

    LossesView {
        steps = List.copyOf(steps);
        content = List.copyOf(content);
        style = List.copyOf(style);
        totalVariation = List.copyOf(totalVariation);
        total = List.copyOf(total);
    }

    /** Empty lists if the manifest, which a worker of an earlier release may have written, does not say. */
    static LossesView of(byte[] manifest) {
        try {
            LossesView losses = MAPPER.readValue(manifest, Manifest.class).losses();
            return losses == null ? NONE : losses;
        } catch (JsonProcessingException e) {
            LOG.warn("a manifest cannot be read: {}", e.getOriginalMessage());
            return NONE;
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot be read", e);
        }
    }
}
