package org.stylize.service.download;

import java.time.Duration;
import java.util.List;

/**
 * What may be downloaded.
 *
 * @param plainHttp whether addresses may begin with http:// too; by default only with https://
 * @param networks addresses and networks that are allowed beside the public ones, such as 10.1.0.0/16
 * @param timeout longest time of a whole download, redirects included, more than 0
 * @param mostBytes largest file, at least 1
 */
public record DownloadSettings(boolean plainHttp, List<String> networks, Duration timeout, long mostBytes) {
    public DownloadSettings {
        networks = List.copyOf(networks);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than 0 but is " + timeout);
        }
        if (mostBytes < 1) {
            throw new IllegalArgumentException("mostBytes must be at least 1 but is " + mostBytes);
        }
    }
}
