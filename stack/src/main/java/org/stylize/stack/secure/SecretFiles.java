package org.stylize.stack.secure;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.stylize.base.WholeFile;

/** Certificates, keys and settings as text, and text as files. */
final class SecretFiles {
    private SecretFiles() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file whole; its name had another content before, or none. */
    static void write(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings as Java properties, under a comment. */
    static void writeSettings(Path file, String what, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, what);
        } catch (IOException e) { // a StringWriter does not throw
            throw new UncheckedIOException(e);
        }
        write(file, text.toString());
    }

    static String pem(List<X509Certificate> chain) {
        return chain.stream().map(SecretFiles::pem).collect(joining());
    }

    /** A certificate, or a private key in PKCS#8. */
    static String pem(Object value) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(value instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : value);
        } catch (IOException e) { // a StringWriter does not throw
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
