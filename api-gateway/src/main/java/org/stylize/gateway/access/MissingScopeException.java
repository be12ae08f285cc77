package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

/** The caller is known but may not do this. */
public final class MissingScopeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Scope scope;

    public MissingScopeException(Scope scope, String message) {
        super(message);
        this.scope = requireNonNull(scope, "scope is null");
    }

    /** The scope that would allow it. */
    public Scope scope() {
        return scope;
    }
}
