package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the pastiche is before the first step. */
public enum Start {
    /** The content image at working size. */
    @JsonProperty("content")
    CONTENT
}
