package org.stylize.service.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.stylize.service.download.DownloadException.Reason;

/**
 * Speaks HTTP with servers that strangers name: with allowed addresses only, after redirects too; without cookies,
 * credentials or a proxy; no longer than it may take. For any thread.
 */
final class StrangersServers implements AutoCloseable {
    /** No name of the internet does, so systems take it for an address (WHATWG URL, "ends in a number"). */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?i)(?:.*\\.)?(?:0x[0-9a-f]*|[0-9]+)\\.?");

    private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    private final boolean plainHttp;
    private final ReachableAddresses addresses;
    private final OkHttpClient client;

    /**
     * A client without connections yet.
     *
     * @param plainHttp whether addresses may begin with http:// too
     * @param networks that are allowed beside the public ones
     * @param timeout longest time of a request, redirects and the answer's body included
     * @param follow whether redirects are followed
     */
    StrangersServers(boolean plainHttp, List<String> networks, Duration timeout, boolean follow, Dns names) {
        this.plainHttp = plainHttp;
        this.addresses = new ReachableAddresses(networks);
        this.client = new OkHttpClient.Builder()
                .dns(host -> allowed(names.lookup(host)))
                .socketFactory(new CheckedSockets(addresses::contains))
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .followRedirects(follow)
                .followSslRedirects(follow && plainHttp)
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
    }

    OkHttpClient client() {
        return client;
    }

    /**
     * The address, if it is one that may be asked. Looks up no name: that is done, and checked, when it is connected to.
     *
     * @throws DownloadException if it may not
     */
    HttpUrl checked(String address) throws DownloadException {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null || !(url.isHttps() || plainHttp)) {
            throw new DownloadException(
                    Reason.ADDRESS_NOT_ALLOWED,
                    "an address must begin with https://" + (plainHttp ? " or http://" : ""),
                    null);
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new DownloadException(
                    Reason.ADDRESS_NOT_ALLOWED, "an address must not have a user name or password", null);
        }
        return url;
    }

    /** Whether the host of that address is written as numbers that are not allowed. */
    boolean namesForbiddenNumbers(HttpUrl url) {
        String host = url.host();
        if (!host.contains(":") && !ENDS_IN_A_NUMBER.matcher(host).matches()) {
            return false; // a name
        }
        if (!host.contains(":") && !FOUR_NUMBERS.matcher(host).matches()) {
            return true; // a way to write an address that systems read differently
        }
        try {
            return !addresses.contains(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    static DownloadException notPublic(String host, IOException cause) {
        return new DownloadException(Reason.ADDRESS_NOT_ALLOWED, host + " is not a host of the public internet", cause);
    }

    /** Whether a request failed because it would have gone to an address that is not allowed. */
    static boolean isForbidden(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CheckedSockets.AddressNotAllowedException) {
                return true;
            }
        }
        return false;
    }

    /** What is wrong with the server, to be said after its name. */
    static String reason(IOException e, String tooSlow) {
        if (e instanceof UnknownHostException) {
            return "is not a known host";
        }
        if (e instanceof SSLException) {
            return "has no certificate that is trusted, or does not speak TLS";
        }
        if (e instanceof InterruptedIOException) {
            return tooSlow;
        }
        return "cannot be reached, or ended the connection";
    }

    /** Ends idle connections. */
    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private List<InetAddress> allowed(List<InetAddress> found) throws UnknownHostException {
        if (!found.stream().allMatch(addresses::contains)) {
            UnknownHostException refused = new UnknownHostException();
            refused.initCause(new CheckedSockets.AddressNotAllowedException());
            throw refused;
        }
        return found;
    }
}
