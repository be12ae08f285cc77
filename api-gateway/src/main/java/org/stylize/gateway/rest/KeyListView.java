package org.stylize.gateway.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** API keys. */
@Schema(name = "KeyList", description = "API keys, newest first.")
public record KeyListView(List<KeyView> items) {
    public KeyListView {
        items = List.copyOf(items);
    }
}
