package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which trace a record belongs to, after W3C Trace Context: the headers {@code traceparent} and {@code tracestate} of a
 * submission are handed on to every record that follows from it.
 *
 * <p>The part {@value #OWN_MEMBER} of {@link #state} is ours. It has the id of the span of the last attempt that a worker began, so
 * that the next attempt can be linked to it.
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

    private static final String OWN_MEMBER = "stylize";
    private static final int LONGEST_STATE = 512;
    private static final int MOST_MEMBERS = 32;
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final Pattern PARENT_FORM = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]{0,200})?");
    private static final Pattern STATE_FORM = Pattern.compile("[ -~]{0," + LONGEST_STATE + "}");
    private static final Pattern SPAN_FORM = Pattern.compile("(?!0{16})[0-9a-f]{16}");

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

    /** The id of the trace, 32 hexadecimal digits; empty if there is none. */
    public String traceId() {
        return isNone() ? "" : parent.substring(TRACE_ID, SPAN_ID - 1);
    }

    /** The id of the span that the record follows from, 16 hexadecimal digits; empty if there is none. */
    public String spanId() {
        return isNone() ? "" : parent.substring(SPAN_ID, FLAGS - 1);
    }

    /** Whether whoever began the trace wants it kept. */
    public boolean isSampled() {
        return !isNone() && (Character.digit(parent.charAt(FLAGS + 1), 16) & 1) == 1;
    }

    /** Whether both are of the same trace; not if there is none. */
    public boolean isSameTrace(Trace other) {
        return !isNone() && traceId().equals(other.traceId());
    }

    /** The same place in the trace, after an attempt that began there. */
    public Trace attempted(Trace attempt) {
        if (!isSameTrace(attempt) || attempt.spanId().equals(spanId())) {
            return this; // whoever made the attempt writes no spans
        }
        List<String> members = new ArrayList<>(List.of(OWN_MEMBER + "=" + attempt.spanId()));
        othersOf(state).stream().limit(MOST_MEMBERS - 1).forEach(members::add);
        while (String.join(",", members).length() > LONGEST_STATE) {
            members.remove(members.size() - 1); // the standard lets the last ones go
        }
        return new Trace(parent, String.join(",", members));
    }

    /** The id of the span of the last attempt; empty if none was noted. */
    public Optional<String> lastAttempt() {
        return members(state).stream()
                .filter(Trace::isOwn)
                .map(member -> member.substring(OWN_MEMBER.length() + 1))
                .filter(id -> SPAN_FORM.matcher(id).matches())
                .findFirst();
    }

    private static List<String> othersOf(String state) {
        return members(state).stream().filter(member -> !isOwn(member)).toList();
    }

    private static boolean isOwn(String member) {
        return member.startsWith(OWN_MEMBER + "=");
    }

    private static List<String> members(String state) {
        return Pattern.compile(",")
                .splitAsStream(state)
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
    }
}
