package org.stylize.gateway.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a caller may do. In the order in which scopes are shown. */
public enum Scope {
    /** Make, see, rotate and revoke keys of the caller's tenant. */
    ADMIN(Names.ADMIN),
    /** End jobs and delete them. */
    CANCEL(Names.CANCEL),
    /** Dead letters and, together with {@link #ADMIN}, the keys of all tenants. */
    OPERATOR(Names.OPERATOR),
    /** See jobs, follow them, fetch their pictures. */
    READ(Names.READ),
    /** Submit jobs and do them again. */
    SUBMIT(Names.SUBMIT);

    /** The names in requests, as annotations need them. */
    public static final class Names {
        public static final String ADMIN = "admin";
        public static final String CANCEL = "cancel";
        public static final String OPERATOR = "operator";
        public static final String READ = "read";
        public static final String SUBMIT = "submit";

        private Names() {}
    }

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The scope of that name; empty if there is none. */
    public static Optional<Scope> named(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /** Those of the names that this release knows. */
    static Set<Scope> named(Set<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        names.forEach(name -> named(name).ifPresent(scopes::add));
        return scopes;
    }

    /** The name in requests and answers. */
    @Override
    public String toString() {
        return text;
    }
}
