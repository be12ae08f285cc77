package org.stylize.gateway;

import java.util.Map;

/** A gateway that asks for keys, over {@link SecureStackResource} alone. */
public final class SecureProfile extends StackProfile {
    public SecureProfile() {
        super(SecureStackResource.class, Map.of());
    }
}
