package org.stylize.proto;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message as the values of JSON, under the names of the schema's JSON form; to be read by people. */
final class WireJson {
    private WireJson() {}

    static Map<String, Object> of(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        message.getAllFields().forEach((field, value) -> fields.put(field.getJsonName(), value(field, value)));
        return fields;
    }

    private static Object value(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Object entry : (List<?>) value) {
                Map<String, Object> pair = of((Message) entry);
                map.put(String.valueOf(pair.get("key")), String.valueOf(pair.get("value")));
            }
            return map;
        }
        return field.isRepeated()
                ? ((List<?>) value).stream().map(WireJson::single).toList()
                : single(value);
    }

    private static Object single(Object value) {
        if (value instanceof Timestamp time) {
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
        }
        if (value instanceof Message message) {
            return of(message);
        }
        if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        }
        return value instanceof ByteString bytes ? Base64.getEncoder().encodeToString(bytes.toByteArray()) : value;
    }
}
