package org.stylize.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stylize.base.Sha256;

/** Writes what the service sends to a file, completely or not at all. */
record Download(Http http) {
    /** The SHA-256 among the digests of RFC 9530, in Base64. */
    private static final Pattern REPR_DIGEST = Pattern.compile("(?:^|[, ])sha-256=:([A-Za-z0-9+/]{43}=):");

    /**
     * Fetches it.
     *
     * @param file an existing one is replaced, a symbolic link is followed
     * @throws UnexpectedAnswerException if its SHA-256 is not the one that the service says
     * @throws UncheckedIOException if the file cannot be written
     */
    void to(String path, Path file) throws InterruptedException {
        Path target = linkFollowed(file).toAbsolutePath();
        HttpResponse<InputStream> answer = http.bytes(http.request(path).build());
        try (InputStream body = answer.body()) {
            // In the same directory, so that the move is atomic. A temporary file would be readable by its owner only.
            Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                String sha256 = transfer(body, part);
                check(sha256, answer);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Path linkFollowed(Path file) {
        try {
            return Files.isSymbolicLink(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ", a link to a file that does not exist", e);
        }
    }

    /** Returns the SHA-256 of the bytes. */
    private String transfer(InputStream body, Path part) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 << 10];
        try (var out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
                out.write(buffer, 0, count);
                digest.update(buffer, 0, count);
            }
        }
        return Sha256.hex(digest.digest());
    }

    private static void check(String sha256, HttpResponse<?> answer) {
        Matcher said =
                REPR_DIGEST.matcher(answer.headers().firstValue("Repr-Digest").orElse(""));
        if (!said.find()) {
            return;
        }
        String expected = HexFormat.of().formatHex(Base64.getDecoder().decode(said.group(1)));
        if (!expected.equals(sha256)) {
            throw new UnexpectedAnswerException(
                    "the picture of " + answer.uri() + " is damaged: its SHA-256 should be " + expected + " but is "
                            + sha256,
                    null);
        }
    }

    private int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw http.broken(e);
        }
    }
}
