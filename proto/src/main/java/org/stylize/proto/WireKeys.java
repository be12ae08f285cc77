package org.stylize.proto;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.stylize.proto.wire.Key;
import org.stylize.proto.wire.KeyIssued;
import org.stylize.proto.wire.KeyRetires;
import org.stylize.proto.wire.KeyRevoked;
import org.stylize.proto.wire.KeyUsed;

/** What is known of API keys. */
final class WireKeys {
    static Key key(KeyRecord record) {
        Key.Builder wire = Key.newBuilder().setKeyId(record.id()).setAt(WireValues.time(record.at()));
        return record.match(new KeyRecord.Cases<Key.Builder>() {
                    @Override
                    public Key.Builder issued(KeyRecord.Issued issued) {
                        return wire.setIssued(WireKeys.issued(issued));
                    }

                    @Override
                    public Key.Builder revoked(KeyRecord.Revoked revoked) {
                        return wire.setRevoked(KeyRevoked.getDefaultInstance());
                    }

                    @Override
                    public Key.Builder retires(KeyRecord.Retires retires) {
                        return wire.setRetires(KeyRetires.newBuilder().setEnd(WireValues.time(retires.end())));
                    }

                    @Override
                    public Key.Builder used(KeyRecord.Used used) {
                        return wire.setUsed(KeyUsed.getDefaultInstance());
                    }
                })
                .build();
    }

    static KeyRecord key(Key wire) {
        String id = wire.getKeyId();
        Instant at = WireValues.time(wire.getAt());
        return switch (wire.getWhatCase()) {
            case ISSUED -> issued(id, at, wire.getIssued());
            case REVOKED -> new KeyRecord.Revoked(id, at);
            case RETIRES ->
                new KeyRecord.Retires(id, at, WireValues.time(wire.getRetires().getEnd()));
            case USED -> new KeyRecord.Used(id, at);
            case WHAT_NOT_SET -> throw new UndecodableException("the kind of the record of a key is unknown");
        };
    }

    private static KeyIssued issued(KeyRecord.Issued issued) {
        KeyIssued.Builder wire = KeyIssued.newBuilder()
                .setTenant(issued.tenant().name())
                .setName(issued.name())
                .addAllScopes(new TreeSet<>(issued.scopes()))
                .setSha256(issued.sha256())
                .setBy(issued.by());
        if (issued.expiresAt() != null) {
            wire.setExpiresAt(WireValues.time(issued.expiresAt()));
        }
        return wire.build();
    }

    private static KeyRecord issued(String id, Instant at, KeyIssued wire) {
        return new KeyRecord.Issued(
                id,
                at,
                new Tenant(wire.getTenant()),
                wire.getName(),
                Set.copyOf(wire.getScopesList()),
                wire.getSha256(),
                wire.getBy(),
                wire.hasExpiresAt() ? WireValues.time(wire.getExpiresAt()) : null);
    }

    private WireKeys() {}
}
