package org.stylize.gateway.ledger;

import org.stylize.proto.Tenant;

/** How the fleet is shared among tenants whose jobs wait. For any thread. */
@FunctionalInterface
public interface TenantWeights {
    /** All tenants get the same. */
    TenantWeights EQUAL = tenant -> 1;

    /** The tenant's weight, finite and more than 0: twice the weight is twice the pixel-steps. */
    double of(Tenant tenant);
}
