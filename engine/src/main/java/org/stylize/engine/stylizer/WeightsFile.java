package org.stylize.engine.stylizer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.stylize.base.Sha256;

/** Fetches the bytes of a {@link WeightsSource} and checks their digest. */
final class WeightsFile {
    private static final int MOST_BYTES = 512 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FETCH_TIMEOUT = Duration.ofMinutes(5);

    private final WeightsSource source;
    private final List<String> tried = new ArrayList<>();

    private WeightsFile(WeightsSource source) {
        this.source = source;
    }

    /**
     * The file's bytes.
     *
     * @throws WeightsException if no place has a file with the digest, naming every place and its fault
     */
    static byte[] fetch(WeightsSource source) {
        return new WeightsFile(source).fetch();
    }

    private byte[] fetch() {
        String location = source.location();
        Optional<byte[]> found;
        if (location.startsWith(WeightsSource.CLASS_PATH)) {
            found = resource(location.substring(WeightsSource.CLASS_PATH.length()));
        } else if (location.startsWith("http://") || location.startsWith("https://")) {
            found = download(location);
        } else {
            found = onDisk(location);
        }
        return found.orElseThrow(() ->
                new WeightsException("no weights with SHA-256 " + source.sha256() + ": " + String.join("; ", tried)));
    }

    private Optional<byte[]> resource(String name) {
        String place = "class path resource " + name;
        try (InputStream in = WeightsFile.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? failed(place, "does not exist") : verified(place, in);
        } catch (IOException e) {
            return failed(place, "cannot be read, " + e);
        }
    }

    private Optional<byte[]> onDisk(String location) {
        Path path;
        try {
            path = Path.of(location).toAbsolutePath();
        } catch (InvalidPathException e) {
            return failed("path " + location, "is not a path, " + e.getMessage());
        }
        return Files.isDirectory(path) ? file(path.resolve(WeightsSource.FILE_NAME)) : file(path);
    }

    private Optional<byte[]> file(Path path) {
        String place = "file " + path;
        if (!Files.exists(path)) {
            return failed(place, "does not exist");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return verified(place, in);
        } catch (IOException e) {
            return failed(place, "cannot be read, " + e);
        }
    }

    private Optional<byte[]> download(String address) {
        String place = "address " + address;
        try {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(FETCH_TIMEOUT)
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return response.statusCode() == 200
                        ? verified(place, body)
                        : failed(place, "answers with status " + response.statusCode());
            }
        } catch (IOException | IllegalArgumentException e) {
            return failed(place, "cannot be fetched, " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(place, "was not fetched, the thread was interrupted");
        }
    }

    private Optional<byte[]> verified(String place, InputStream in) throws IOException {
        byte[] bytes = read(in);
        if (bytes.length > MOST_BYTES) {
            return failed(place, "has more than " + MOST_BYTES + " bytes");
        }
        if (source.equals(WeightsSource.shipped()) && isAsShipped(bytes)) {
            return Optional.of(bytes);
        }
        String digest = Sha256.of(bytes);
        return digest.equals(source.sha256())
                ? Optional.of(bytes)
                : failed(place, "has " + bytes.length + " bytes with SHA-256 " + digest);
    }

    /**
     * Whether bytes of the program's own archive are undamaged. Whoever can put other weights into the archive can put another
     * program there, so a check against damage is enough for them. SHA-256 takes a tenth of the command line's whole start:
     * Java's first compiler has no instructions for it.
     */
    static boolean isAsShipped(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue() == WeightsSource.SHIPPED_CRC32;
    }

    /** Reads to the end, or one byte more than is allowed. Without a guess of the length it would read small pieces and join them. */
    private static byte[] read(InputStream in) throws IOException {
        byte[] bytes = new byte[Math.min(in.available(), MOST_BYTES)];
        int length = in.readNBytes(bytes, 0, bytes.length);
        byte[] rest = in.readNBytes(MOST_BYTES + 1 - length);
        if (rest.length == 0 && length == bytes.length) {
            return bytes;
        }
        byte[] all = Arrays.copyOf(bytes, length + rest.length);
        System.arraycopy(rest, 0, all, length, rest.length);
        return all;
    }

    private Optional<byte[]> failed(String place, String fault) {
        tried.add(place + " " + fault);
        return Optional.empty();
    }
}
