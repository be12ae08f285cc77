package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a key allows. */
public enum Scope {
    /** Submit jobs, and do them again. */
    @JsonProperty("submit")
    SUBMIT,
    /** List, show and follow jobs; fetch their pictures. */
    @JsonProperty("read")
    READ,
    /** Cancel, finish and delete jobs. */
    @JsonProperty("cancel")
    CANCEL,
    /** Make, list, rotate and revoke keys of the key's own tenant. */
    @JsonProperty("admin")
    ADMIN,
    /** Dead letters; together with {@link #ADMIN}, keys of all tenants. */
    @JsonProperty("operator")
    OPERATOR,
    /** A scope of a newer service that this client does not know. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN;

    /** The name as the service writes it, such as {@code submit}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
