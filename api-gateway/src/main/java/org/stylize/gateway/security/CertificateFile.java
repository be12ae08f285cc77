package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** A PEM file with a certificate and those of its authorities. It is read at each call, because it is replaced. */
public record CertificateFile(Path path) {
    public CertificateFile {
        requireNonNull(path, "path is null");
    }

    /** When the first of the certificates expires; empty if the file cannot be read. */
    public Optional<Instant> end() {
        try (InputStream in = Files.newInputStream(path)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(CertificateFile::end)
                    .min(Comparator.naturalOrder());
        } catch (IOException | CertificateException e) {
            return Optional.empty();
        }
    }

    private static Instant end(Certificate certificate) {
        return ((X509Certificate) certificate).getNotAfter().toInstant();
    }
}
