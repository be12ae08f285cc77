package org.stylize.proto;

import com.google.protobuf.ByteString;

/**
 * Fields of a message that this version does not know. They are kept, so that a reader that knows them gets them. Only
 * {@link JobCodec} looks inside.
 */
public record Extras(ByteString unknownFields) {
    public static final Extras NONE = new Extras(ByteString.EMPTY);
}
