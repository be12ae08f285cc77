package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Range;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;

/** The document's schema of recipes and overrides is that of the code: fields, names of values, and ranges. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class RecipeContractIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestHTTPResource("/")
    URI base;

    private JsonNode document;
    private final Set<Class<?>> seen = new HashSet<>();

    @BeforeEach
    void fetch() {
        document = new Api(base.getPort()).get("/v1/openapi.json").json();
    }

    @Test
    void everyFieldOfARecipeIsInTheDocument() {
        compare("Recipe", Recipe.class, schema("Recipe"));
        assertThat(seen).hasSizeGreaterThan(20);
    }

    @Test
    void overridesHaveTheRangesOfTheirParameters() {
        JsonNode properties = schema("RecipeOverrides").path("properties");
        assertThat(fields(properties)).isEqualTo(new TreeSet<>(RecipeOverrides.names()));
        for (Parameter parameter : Parameter.values()) {
            JsonNode property = properties.path(parameter.field());
            Range range = parameter.range();
            assertThat(property.path("type").asText())
                    .as(parameter.field())
                    .isEqualTo(range.whole() ? "integer" : "number");
            assertThat(property.path(range.minIncluded() ? "minimum" : "exclusiveMinimum")
                            .asDouble(Double.NaN))
                    .as(parameter.field())
                    .isEqualTo(range.min());
            assertThat(property.path("maximum").asDouble(Double.NaN))
                    .as(parameter.field())
                    .isEqualTo(range.max());
        }
    }

    /** Each number of each preset, set to what the document just forbids, is refused, and its bounds are not. */
    @Test
    void theRangesOfTheDocumentAreThoseOfTheCode() {
        for (String preset : Presets.names()) {
            tryBounds(preset, "", schema("Recipe"));
        }
    }

    private void tryBounds(String preset, String pointer, JsonNode schema) {
        JsonNode value = recipe(preset).at(pointer);
        JsonNode known = resolved(schema, value);
        if (value.isObject()) {
            value.fieldNames()
                    .forEachRemaining(name -> tryBounds(
                            preset,
                            pointer + "/" + name,
                            known.path("properties").path(name)));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                tryBounds(preset, pointer + "/" + i, known.path("items"));
            }
        } else if (value.isNumber()) {
            boolean whole = known.path("type").asText().equals("integer");
            if (known.has("exclusiveMinimum")) {
                refused(preset, pointer, known.path("exclusiveMinimum").asDouble(), whole);
            } else {
                double least = known.path("minimum").asDouble(Double.NaN);
                refused(preset, pointer, least - (whole ? 1 : 1e-6), whole);
                accepted(preset, pointer, least, whole);
            }
            if (known.has("exclusiveMaximum")) {
                refused(preset, pointer, known.path("exclusiveMaximum").asDouble(), whole);
            } else if (known.path("maximum").asDouble() < Integer.MAX_VALUE) {
                double most = known.path("maximum").asDouble(Double.NaN);
                refused(preset, pointer, whole ? most + 1 : most * 1.001, whole);
                accepted(preset, pointer, most, whole);
            }
        }
    }

    private static void refused(String preset, String pointer, double value, boolean whole) {
        assertThatThrownBy(() -> RecipeJson.read(changed(preset, pointer, value, whole)))
                .as("%s%s=%s", preset, pointer, value)
                .isInstanceOf(InvalidRecipeException.class);
    }

    /** A bound may break a rule of several fields, but not that of its own. */
    private static void accepted(String preset, String pointer, double value, boolean whole) {
        try {
            Recipe unused = RecipeJson.read(changed(preset, pointer, value, whole));
        } catch (InvalidRecipeException e) {
            String field = pointer.substring(pointer.lastIndexOf('/') + 1);
            assertThat(e.field()).as("%s%s=%s", preset, pointer, value).doesNotEndWith("." + field);
        }
    }

    private static String changed(String preset, String pointer, double value, boolean whole) {
        JsonNode recipe = recipe(preset);
        int last = pointer.lastIndexOf('/');
        String field = pointer.substring(last + 1);
        JsonNode parent = recipe.at(pointer.substring(0, last));
        JsonNode number = whole
                ? MAPPER.getNodeFactory().numberNode((long) value)
                : MAPPER.getNodeFactory().numberNode(value);
        if (parent instanceof ObjectNode object) {
            object.set(field, number);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(field), number);
        }
        return recipe.toString();
    }

    private void compare(String place, Type type, JsonNode given) {
        JsonNode schema = dereferenced(given);
        if (type instanceof ParameterizedType list) {
            assertThat(schema.path("type").asText()).as(place).isEqualTo("array");
            compare(place + "[]", list.getActualTypeArguments()[0], schema.path("items"));
            return;
        }
        Class<?> known = (Class<?>) type;
        if (known.isEnum()) {
            assertThat(texts(schema.path("enum"))).as(place).isEqualTo(labels(known));
        } else if (known.isInterface()) {
            Set<String> names = new TreeSet<>();
            for (JsonSubTypes.Type each :
                    known.getAnnotation(JsonSubTypes.class).value()) {
                names.add(each.name());
                JsonNode part = dereferenced(
                        schema.path("discriminator").path("mapping").path(each.name()));
                assertThat(part.path("properties").path("type").path("const").asText())
                        .as(place)
                        .isEqualTo(each.name());
                compareRecord(place + "(" + each.name() + ")", each.value(), part, "type");
            }
            assertThat(fields(schema.path("discriminator").path("mapping")))
                    .as(place)
                    .isEqualTo(names);
            assertThat(schema.path("oneOf")).as(place).hasSize(names.size());
        } else if (known.isRecord() && !isWrittenAsText(known)) {
            compareRecord(place, known, schema);
        } else {
            assertThat(schema.path("type").asText()).as(place).isEqualTo(jsonType(known));
        }
    }

    private void compareRecord(String place, Class<?> type, JsonNode schema, String... more) {
        if (!seen.add(type)) {
            return;
        }
        Set<String> names = new TreeSet<>(Arrays.asList(more));
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
            compare(
                    place + "." + component.getName(),
                    component.getGenericType(),
                    schema.path("properties").path(component.getName()));
        }
        assertThat(fields(schema.path("properties"))).as(place).isEqualTo(names);
        assertThat(names).as(place).containsAll(texts(schema.path("required")));
    }

    private static String jsonType(Class<?> type) {
        if (type == int.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        return type == boolean.class ? "boolean" : "string";
    }

    private static boolean isWrittenAsText(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    private static Set<String> labels(Class<?> type) {
        Set<String> labels = new TreeSet<>();
        for (Object constant : type.getEnumConstants()) {
            labels.add(MAPPER.valueToTree(constant).asText());
        }
        return labels;
    }

    private static JsonNode recipe(String preset) {
        try {
            return MAPPER.readTree(RecipeJson.write(Presets.named(preset)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The schema of a value: of several, the one of its type. */
    private JsonNode resolved(JsonNode schema, JsonNode value) {
        JsonNode known = dereferenced(schema);
        return known.has("discriminator")
                ? dereferenced(known.path("discriminator")
                        .path("mapping")
                        .path(value.path("type").asText()))
                : known;
    }

    private JsonNode dereferenced(JsonNode schema) {
        String ref = schema.isTextual() ? schema.asText() : schema.path("$ref").asText();
        return ref.isEmpty() ? schema : document.at(ref.substring(1));
    }

    private JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        Iterator<String> all = node.fieldNames();
        all.forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
