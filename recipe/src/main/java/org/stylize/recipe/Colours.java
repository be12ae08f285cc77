package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** Whose colours the pastiche has. */
public enum Colours {
    /** The style's. */
    @JsonProperty("style")
    STYLE("style"),
    /** The content's: after the optimization the pastiche keeps its luminance only. */
    @JsonProperty("content-luminance")
    CONTENT_LUMINANCE("content-luminance"),
    /**
     * The content's: before the optimization, each style image gets the content image's mean colour and covariance of
     * colours.
     */
    @JsonProperty("linear-match")
    LINEAR_MATCH("linear-match"),
    /**
     * The content's: before the optimization, each style image gets the content image's histogram of each of the three
     * colours.
     */
    @JsonProperty("histogram-match")
    HISTOGRAM_MATCH("histogram-match");

    private final String label;

    Colours(String label) {
        this.label = label;
    }

    /** Name in JSON. */
    public String label() {
        return label;
    }

    /**
     * The value of that name in JSON.
     *
     * @throws InvalidRecipeException if there is none, naming the nearest
     */
    public static Colours named(String name) {
        for (Colours colours : values()) {
            if (colours.label.equals(name)) {
                return colours;
            }
        }
        throw new InvalidRecipeException(
                "colours",
                "is unknown: "
                        + UnknownName.of(
                                name,
                                Arrays.stream(values()).map(Colours::label).toList()));
    }
}
