package org.stylize.gateway.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * What holds for all schemas alike. Requests have no fields that the gateway does not know, and null is as good as absent
 * there. Answers never have null: a field is there or it is absent, and later releases may add some.
 */
final class SchemaRules {
    private SchemaRules() {}

    static void request(Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            return; // says itself what it wants
        }
        schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        properties.forEach((name, property) -> {
            untangle(property);
            if (!required.contains(name)) {
                withNull(property);
            }
        });
    }

    private static void withNull(Schema property) {
        if (property.getRef() != null) {
            property.setAnyOf(List.of(OASFactory.createSchema().ref(property.getRef()), nothing()));
            property.setRef(null);
        } else if (property.getEnumeration() != null) {
            List<SchemaType> types = property.getType().stream()
                    .filter(type -> type != SchemaType.NULL)
                    .toList();
            // A type that may be null does not let null into a list of values.
            Schema values = OASFactory.createSchema().type(types).enumeration(property.getEnumeration());
            property.setAnyOf(List.of(values, nothing()));
            property.setType(null);
            property.setEnumeration(null);
        } else if (property.getType() != null && !property.getType().contains(SchemaType.NULL)) {
            property.addType(SchemaType.NULL);
        }
    }

    private static Schema nothing() {
        return OASFactory.createSchema().addType(SchemaType.NULL);
    }

    static void answer(Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        List<String> required = new ArrayList<>();
        properties.forEach((name, property) -> {
            untangle(property);
            if (!withoutNull(property)) {
                required.add(name);
            }
        });
        if (schema.getRequired() == null && !required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    /** The generator gives a type to what has its type from elsewhere; with null in one place and not in the other. */
    private static void untangle(Schema property) {
        if (property.getRef() != null || property.getAnyOf() != null) {
            property.setType(null);
        }
    }

    /** Takes null out of what the property may be; false if it may not be null. */
    private static boolean withoutNull(Schema property) {
        List<SchemaType> types = property.getType();
        if (types != null && types.contains(SchemaType.NULL)) {
            property.setType(
                    types.stream().filter(type -> type != SchemaType.NULL).toList());
            return true;
        }
        List<Schema> choices = property.getAnyOf();
        if (choices == null || choices.stream().noneMatch(SchemaRules::isNull)) {
            return false;
        }
        List<Schema> left = choices.stream().filter(choice -> !isNull(choice)).toList();
        if (left.size() == 1 && left.get(0).getRef() != null) {
            property.setAnyOf(null);
            property.setRef(left.get(0).getRef());
        } else {
            property.setAnyOf(left);
        }
        return true;
    }

    private static boolean isNull(Schema schema) {
        List<SchemaType> types = schema.getType();
        return types != null && types.equals(List.of(SchemaType.NULL));
    }
}
