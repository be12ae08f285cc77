package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the JSON of a class consists of. Reflection finds it once for each class: it takes longer than all else that is done
 * to read a recipe.
 *
 * @param fields of a record, in order, with their types
 * @param isText whether a record is one text in JSON
 * @param labels of an enum's constants
 * @param subtypes of an interface, by the value of their field {@code type}
 */
record RecordShape(Map<String, Type> fields, boolean isText, List<String> labels, Map<String, Class<?>> subtypes) {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(
                    Collections.unmodifiableMap(fieldsOf(type)),
                    isTextOf(type),
                    List.copyOf(labelsOf(type)),
                    Collections.unmodifiableMap(subtypesOf(type)));
        }
    };

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    private static Map<String, Type> fieldsOf(Class<?> type) {
        Map<String, Type> fields = new LinkedHashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                fields.put(component.getName(), component.getGenericType());
            }
        }
        return fields;
    }

    private static boolean isTextOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method ->
                        method.isAnnotationPresent(JsonValue.class) && method.getReturnType() == String.class);
    }

    private static List<String> labelsOf(Class<?> type) {
        List<String> labels = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (field.isEnumConstant()) {
                JsonProperty label = field.getAnnotation(JsonProperty.class);
                labels.add(label == null ? field.getName() : label.value());
            }
        }
        return labels;
    }

    private static Map<String, Class<?>> subtypesOf(Class<?> type) {
        Map<String, Class<?>> subtypes = new LinkedHashMap<>();
        JsonSubTypes declared = type.getAnnotation(JsonSubTypes.class);
        if (declared != null) {
            for (JsonSubTypes.Type each : declared.value()) {
                subtypes.put(each.name(), each.value());
            }
        }
        return subtypes;
    }
}
