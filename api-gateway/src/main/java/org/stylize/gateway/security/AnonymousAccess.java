package org.stylize.gateway.security;

/**
 * Whether requests need no key.
 *
 * @param isAllowed everybody may do everything, as the default tenant
 */
public record AnonymousAccess(boolean isAllowed) {}
