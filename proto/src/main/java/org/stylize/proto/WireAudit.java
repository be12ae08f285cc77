package org.stylize.proto;

import java.util.Set;
import java.util.TreeSet;
import org.stylize.proto.wire.Audit;
import org.stylize.proto.wire.AuditKeyMade;
import org.stylize.proto.wire.AuditKeyRevoked;
import org.stylize.proto.wire.AuditKeyRotated;
import org.stylize.proto.wire.AuditKeyUsed;
import org.stylize.proto.wire.AuditLoggedIn;
import org.stylize.proto.wire.AuditLoggedOut;
import org.stylize.proto.wire.AuditLoginFailed;
import org.stylize.proto.wire.AuditWebhook;

/** What happened to keys and logins. */
final class WireAudit {
    static Audit event(AuditEvent event) {
        Audit.Builder wire = Audit.newBuilder()
                .setAt(WireValues.time(event.at()))
                .setTenant(event.tenant() == null ? "" : event.tenant().name())
                .setActor(event.actor())
                .setAddress(event.address());
        return event.what()
                .match(new AuditEvent.Cases<Audit.Builder>() {
                    @Override
                    public Audit.Builder keyMade(AuditEvent.KeyMade what) {
                        AuditKeyMade.Builder made = AuditKeyMade.newBuilder()
                                .setKeyId(what.keyId())
                                .setName(what.name())
                                .addAllScopes(new TreeSet<>(what.scopes()));
                        if (what.expiresAt() != null) {
                            made.setExpiresAt(WireValues.time(what.expiresAt()));
                        }
                        return wire.setKeyMade(made);
                    }

                    @Override
                    public Audit.Builder keyRotated(AuditEvent.KeyRotated what) {
                        return wire.setKeyRotated(AuditKeyRotated.newBuilder()
                                .setKeyId(what.keyId())
                                .setNextKeyId(what.nextKeyId())
                                .setEnd(WireValues.time(what.end())));
                    }

                    @Override
                    public Audit.Builder keyRevoked(AuditEvent.KeyRevoked what) {
                        return wire.setKeyRevoked(AuditKeyRevoked.newBuilder().setKeyId(what.keyId()));
                    }

                    @Override
                    public Audit.Builder keyUsed(AuditEvent.KeyUsed what) {
                        return wire.setKeyUsed(AuditKeyUsed.newBuilder()
                                .setKeyId(what.keyId())
                                .addAllScopes(new TreeSet<>(what.scopes())));
                    }

                    @Override
                    public Audit.Builder loggedIn(AuditEvent.LoggedIn what) {
                        return wire.setLoggedIn(AuditLoggedIn.newBuilder().setWay(what.way()));
                    }

                    @Override
                    public Audit.Builder loginFailed(AuditEvent.LoginFailed what) {
                        return wire.setLoginFailed(AuditLoginFailed.newBuilder()
                                .setWay(what.way())
                                .setReason(what.reason())
                                .setOthers(what.others()));
                    }

                    @Override
                    public Audit.Builder loggedOut(AuditEvent.LoggedOut what) {
                        return wire.setLoggedOut(AuditLoggedOut.newBuilder().setWay(what.way()));
                    }

                    @Override
                    public Audit.Builder webhook(AuditEvent.Webhook what) {
                        return wire.setWebhook(AuditWebhook.newBuilder()
                                .setWebhookId(what.webhookId())
                                .setChange(what.change())
                                .setDetail(what.detail()));
                    }
                })
                .build();
    }

    static AuditEvent event(Audit wire) {
        return new AuditEvent(
                WireValues.time(wire.getAt()),
                wire.getTenant().isEmpty() ? null : new Tenant(wire.getTenant()),
                wire.getActor(),
                wire.getAddress(),
                what(wire));
    }

    private static AuditEvent.What what(Audit wire) {
        return switch (wire.getWhatCase()) {
            case KEY_MADE -> made(wire.getKeyMade());
            case KEY_ROTATED ->
                new AuditEvent.KeyRotated(
                        wire.getKeyRotated().getKeyId(),
                        wire.getKeyRotated().getNextKeyId(),
                        WireValues.time(wire.getKeyRotated().getEnd()));
            case KEY_REVOKED -> new AuditEvent.KeyRevoked(wire.getKeyRevoked().getKeyId());
            case KEY_USED ->
                new AuditEvent.KeyUsed(
                        wire.getKeyUsed().getKeyId(),
                        Set.copyOf(wire.getKeyUsed().getScopesList()));
            case LOGGED_IN -> new AuditEvent.LoggedIn(wire.getLoggedIn().getWay());
            case LOGIN_FAILED ->
                new AuditEvent.LoginFailed(
                        wire.getLoginFailed().getWay(),
                        wire.getLoginFailed().getReason(),
                        wire.getLoginFailed().getOthers());
            case LOGGED_OUT -> new AuditEvent.LoggedOut(wire.getLoggedOut().getWay());
            case WEBHOOK ->
                new AuditEvent.Webhook(
                        wire.getWebhook().getWebhookId(),
                        wire.getWebhook().getChange(),
                        wire.getWebhook().getDetail());
            case WHAT_NOT_SET -> throw new UndecodableException("the kind of the audit event is unknown");
        };
    }

    private static AuditEvent.KeyMade made(AuditKeyMade wire) {
        return new AuditEvent.KeyMade(
                wire.getKeyId(),
                wire.getName(),
                Set.copyOf(wire.getScopesList()),
                wire.hasExpiresAt() ? WireValues.time(wire.getExpiresAt()) : null);
    }

    private WireAudit() {}
}
