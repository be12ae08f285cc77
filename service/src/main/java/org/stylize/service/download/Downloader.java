package org.stylize.service.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import okhttp3.Dns;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.stylize.service.download.DownloadException.Reason;

/**
 * Downloads pictures from addresses that strangers give. Connects to allowed addresses only, after redirects too; sends no
 * cookies, credentials or proxy requests; reads no more and waits no longer than the settings say. For any thread.
 */
public final class Downloader implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final DownloadSettings settings;
    private final StrangersServers servers;

    public Downloader(DownloadSettings settings) {
        this(settings, Dns.SYSTEM);
    }

    Downloader(DownloadSettings settings, Dns names) {
        this.settings = settings;
        this.servers = new StrangersServers(settings.plainHttp(), settings.networks(), settings.timeout(), true, names);
    }

    /**
     * Downloads a picture.
     *
     * @param address of the picture: https://…
     * @param file to write; it is there afterwards only if the whole picture is
     * @return its bytes
     * @throws DownloadException if the picture cannot be had; the message says why, to whoever gave the address
     * @throws IOException if the file cannot be written
     */
    public long download(String address, Path file) throws DownloadException, IOException {
        Request request = new Request.Builder()
                .url(servers.checked(address))
                .header("Accept", "image/*")
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "stylize")
                .build();
        boolean whole = false;
        try (Response response = answer(request);
                OutputStream out = Files.newOutputStream(file)) {
            checkHead(response);
            long bytes = copy(response.body(), out);
            whole = true;
            return bytes;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Ends idle connections. */
    @Override
    public void close() {
        servers.close();
    }

    private Response answer(Request request) throws DownloadException {
        try {
            return servers.client().newCall(request).execute();
        } catch (IOException e) {
            throw failure(request.url().host(), e);
        }
    }

    private void checkHead(Response response) throws DownloadException {
        String host = response.request().url().host();
        if (response.code() != 200) {
            throw notFetched(host + " answered with status " + response.code(), null);
        }
        String type =
                response.header("Content-Type", "application/octet-stream").toLowerCase(Locale.ROOT);
        if (!type.startsWith("image/") && !type.startsWith("application/octet-stream")) {
            throw notFetched(host + " answered with " + printable(type) + " and not with a picture", null);
        }
        if (response.body().contentLength() > settings.mostBytes()) {
            throw tooLarge();
        }
    }

    private long copy(ResponseBody body, OutputStream out) throws DownloadException, IOException {
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = body.byteStream();
        while (true) {
            int read = read(in, buffer);
            if (read < 0) {
                return bytes;
            }
            bytes += read;
            if (bytes > settings.mostBytes()) {
                throw tooLarge();
            }
            out.write(buffer, 0, read);
        }
    }

    private int read(InputStream in, byte[] buffer) throws DownloadException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw failure("the server", e);
        }
    }

    private DownloadException failure(String host, IOException e) {
        if (StrangersServers.isForbidden(e)) {
            return StrangersServers.notPublic(host, e);
        }
        String tooSlow =
                "did not send the whole picture within " + settings.timeout().toSeconds() + " s";
        return notFetched(host + " " + StrangersServers.reason(e, tooSlow), e);
    }

    private static String printable(String type) {
        return type.replaceAll("[^ -~]", "?");
    }

    private static DownloadException notFetched(String message, @Nullable Throwable cause) {
        return new DownloadException(Reason.NOT_FETCHED, message, cause);
    }

    private DownloadException tooLarge() {
        return new DownloadException(
                Reason.TOO_LARGE, "a picture may have at most " + settings.mostBytes() + " bytes", null);
    }
}
