package org.stylize.proto;

import java.util.Set;
import java.util.TreeSet;
import org.stylize.proto.wire.Session;

/** Who is logged in. */
final class WireSessions {
    static Session session(SessionRecord session) {
        return Session.newBuilder()
                .setStartedAt(WireValues.time(session.startedAt()))
                .setExpiresAt(WireValues.time(session.expiresAt()))
                .setKeyId(session.keyId() == null ? "" : session.keyId())
                .setSubject(session.subject())
                .setName(session.name())
                .setTenant(session.tenant().name())
                .addAllScopes(new TreeSet<>(session.scopes()))
                .build();
    }

    static SessionRecord session(String sha256, Session wire) {
        return new SessionRecord(
                sha256,
                WireValues.time(wire.getStartedAt()),
                WireValues.time(wire.getExpiresAt()),
                wire.getKeyId().isEmpty() ? null : wire.getKeyId(),
                wire.getSubject(),
                wire.getName(),
                new Tenant(wire.getTenant()),
                Set.copyOf(wire.getScopesList()));
    }

    private WireSessions() {}
}
