package org.stylize.proto;

import static java.util.Locale.ROOT;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of a message in a record: Protobuf, and the message's JSON form as the Protobuf documentation defines it. The
 * content type says which; what is not JSON is Protobuf.
 */
final class WireForm {
    /** Most characters of what the reader of JSON says: it repeats parts of a value that anybody may have written. */
    private static final int MOST_REASON = 200;

    private WireForm() {}

    static boolean isJson(Received record) {
        String type = record.headers().getOrDefault(CloudEvents.CONTENT_TYPE, CloudEvents.PROTOBUF);
        return type.split(";", 2)[0].strip().toLowerCase(ROOT).equals(CloudEvents.JSON);
    }

    /**
     * The message in a record.
     *
     * @param kind any message of the kind
     * @throws UndecodableException if the value is no such message
     */
    static <M extends Message> M parse(M kind, Received record) {
        return isJson(record) ? fromJson(kind, record) : fromProtobuf(kind, record);
    }

    /** The same record in Protobuf. */
    static Received inProtobuf(Message kind, Received record) {
        Map<String, String> headers = new HashMap<>(record.headers());
        headers.put(CloudEvents.CONTENT_TYPE, CloudEvents.PROTOBUF);
        return new Received(record.key(), parse(kind, record).toByteString(), headers);
    }

    private static <M extends Message> M fromProtobuf(M kind, Received record) {
        try {
            @SuppressWarnings("unchecked") // a message's parser gives messages of its kind
            M message = (M) kind.getParserForType().parseFrom(record.value());
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new UndecodableException(
                    "the value, " + record.bytes() + " bytes, is not the message of this topic", e);
        }
    }

    private static <M extends Message> M fromJson(M kind, Received record) {
        if (!record.value().isValidUtf8()) {
            throw notJson(kind, record, "it is not UTF-8", null);
        }
        Message.Builder message = kind.newBuilderForType();
        try {
            JsonFormat.parser().merge(record.value().toStringUtf8(), message);
        } catch (InvalidProtocolBufferException e) {
            String reason = String.valueOf(e.getMessage());
            throw notJson(kind, record, reason.substring(0, Math.min(reason.length(), MOST_REASON)), e);
        }
        @SuppressWarnings("unchecked") // a message's builder builds messages of its kind
        M built = (M) message.build();
        return built;
    }

    private static UndecodableException notJson(
            Message kind, Received record, String reason, @Nullable Throwable cause) {
        return new UndecodableException(
                "the value, " + record.bytes() + " bytes, is not the JSON form of "
                        + kind.getDescriptorForType().getFullName() + ": " + reason,
                cause);
    }
}
