package org.stylize.service;

import static java.util.Objects.requireNonNull;

/** What is done with an object of the store. */
public enum StoreAction {
    LOOK_FOR_BUCKET("HeadBucket", "look for the bucket of"),
    LOOK_AT("HeadObject", "look at"),
    READ("GetObject", "read"),
    STORE("PutObject", "store"),
    COPY("CopyObject", "copy"),
    DELETE("DeleteObject", "delete"),
    LIST("ListObjectsV2", "list"),
    LOOK_FOR("ListObjectsV2", "look for");

    private final String operation;
    private final String words;

    StoreAction(String operation, String words) {
        this.operation = requireNonNull(operation, "operation is null");
        this.words = requireNonNull(words, "words is null");
    }

    /** The operation, as S3 calls it. */
    public String operation() {
        return operation;
    }

    /** For messages: "cannot read …". */
    String words() {
        return words;
    }
}
