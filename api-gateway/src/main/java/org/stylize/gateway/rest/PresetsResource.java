package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;

/** The recipes that have names. */
@Path("/v1/presets")
@PermitAll
@Tag(name = "Recipes")
public class PresetsResource {
    private final PresetList presets;

    public PresetsResource(ObjectMapper mapper) {
        requireNonNull(mapper, "mapper is null");
        this.presets = new PresetList(
                Presets.names().stream().map(name -> view(name, mapper)).toList());
    }

    /** All presets. */
    @Schema(name = "PresetList")
    public record PresetList(List<PresetView> items) {
        public PresetList {
            items = List.copyOf(items);
        }
    }

    /** A preset and the complete recipe that it stands for. */
    @Schema(name = "Preset")
    public record PresetView(
            String name,
            String description,

            @Schema(
                    ref = "#/components/schemas/Recipe",
                    description = "The complete recipe; may be sent in a request as 'recipe'.")
            JsonNode recipe) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "presets",
            summary = "List the presets, the most useful first",
            description = "Each with its complete recipe. Needs no key.")
    public PresetList presets() {
        return presets;
    }

    private static PresetView view(String name, ObjectMapper mapper) {
        try {
            JsonNode recipe = mapper.readTree(RecipeJson.write(Presets.named(name)));
            return new PresetView(name, Presets.description(name), recipe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the JSON of a recipe cannot be read", e);
        }
    }
}
