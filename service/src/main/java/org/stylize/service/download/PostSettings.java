package org.stylize.service.download;

import java.time.Duration;
import java.util.List;

/**
 * Where JSON may be posted.
 *
 * @param plainHttp whether addresses may begin with http:// too; by default only with https://
 * @param networks addresses and networks that are allowed beside the public ones, such as 10.1.0.0/16
 * @param timeout longest time until the whole answer is there, more than 0
 */
public record PostSettings(boolean plainHttp, List<String> networks, Duration timeout) {
    public PostSettings {
        networks = List.copyOf(networks);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than 0 but is " + timeout);
        }
    }
}
