package org.stylize.gateway.rest;

/**
 * How people come in.
 *
 * @param isNeeded whether anybody must log in at all
 * @param hasIssuer whether an OpenID Connect issuer vouches for people
 */
public record LoginWays(boolean isNeeded, boolean hasIssuer) {}
