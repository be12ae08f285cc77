package org.stylize.proto;

import com.google.protobuf.ByteString;

/**
 * Fields of a message that this version does not know, kept so that they reach a reader that does.
 * Opaque to everybody but {@link JobCodec}.
 */
public record Extras(ByteString unknownFields) {
    public static final Extras NONE = new Extras(ByteString.EMPTY);
}
