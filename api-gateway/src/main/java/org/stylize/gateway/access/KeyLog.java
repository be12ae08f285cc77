package org.stylize.gateway.access;

import org.stylize.proto.KeyRecord;

/** Where all gateways write what becomes of keys, and from where they learn it. */
public interface KeyLog {
    /**
     * Writes a record; when this returns, it is kept. May take seconds.
     *
     * @throws KeysUnavailableException if that could not be confirmed in time; the record may or may not be kept then
     */
    void write(KeyRecord record);
}
