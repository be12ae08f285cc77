package org.stylize.gateway.rest;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.http.ByteRange;
import org.stylize.gateway.http.EntityTag;

/** The headers of a request that ask for a picture only if it is a new one, or for a part of it. Filled by the framework. */
public final class Conditions {
    @Parameter(description = "Entity tags that the caller has.")
    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
    @Nullable
    String ifNoneMatch;

    @Parameter(description = "One range of bytes, such as bytes=1000-1999.")
    @HeaderParam("Range")
    @Nullable
    String range;

    @Parameter(description = "The range counts only for this entity tag.")
    @HeaderParam("If-Range")
    @Nullable
    String ifRange;

    /** Whether the caller has that version. */
    boolean isKnown(EntityTag tag) {
        return tag.isIn(ifNoneMatch);
    }

    /**
     * The part that the caller wants; empty for the whole.
     *
     * @throws ByteRange.UnsatisfiableException if there is no such part
     */
    Optional<ByteRange> part(EntityTag tag, long length) {
        return ByteRange.of(range, ifRange, tag, length);
    }
}
