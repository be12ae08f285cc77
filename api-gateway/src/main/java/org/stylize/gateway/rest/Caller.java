package org.stylize.gateway.rest;

import jakarta.enterprise.context.RequestScoped;
import org.stylize.proto.Tenant;

/** Who sent the request that is being answered. */
@RequestScoped
public class Caller {
    /** Whose jobs the caller may see. */
    public Tenant tenant() {
        return Tenant.DEFAULT;
    }
}
