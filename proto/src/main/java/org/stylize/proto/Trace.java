package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Which trace a record belongs to, after W3C Trace Context: the headers {@code traceparent} and {@code tracestate} of a
 * submission are handed on to every record that follows from it.
 *
 * @param parent {@code traceparent}, version, trace id, parent id and flags; empty if there is no trace
 * @param state {@code tracestate}, what tracing systems add; empty for none
 */
public record Trace(String parent, String state) {
    /** Name of the header with {@link #parent}. */
    public static final String PARENT = "traceparent";
    /** Name of the header with {@link #state}. */
    public static final String STATE = "tracestate";
    /** The record belongs to no trace. */
    public static final Trace NONE = new Trace("", "");

    private static final Pattern PARENT_FORM = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]{0,200})?");
    private static final Pattern STATE_FORM = Pattern.compile("[ -~]{0,512}");

    public Trace {
        requireNonNull(parent, "parent is null");
        requireNonNull(state, "state is null");
    }

    /**
     * The trace that these headers name; {@link #NONE} if the first is not a {@code traceparent}, as the standard says.
     */
    public static Trace of(String parent, String state) {
        if (!PARENT_FORM.matcher(parent).matches()) {
            return NONE;
        }
        return new Trace(parent, STATE_FORM.matcher(state).matches() ? state : "");
    }

    public boolean isNone() {
        return parent.isEmpty();
    }
}
