package org.stylize.stack.secure;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A small authority that certifies the programs of one installation: P-256 keys, ECDSA with SHA-256. It is as safe as the
 * file with its key.
 */
final class CertificateAuthority {
    /** How long the authority itself is valid. */
    private static final Duration OWN_LIFE = Duration.ofDays(3650);
    /** How long what it certifies is valid; new ones are made at each start. */
    private static final Duration LIFE = Duration.ofDays(365);
    /** A certificate that ends sooner is replaced. */
    private static final Duration SOON = Duration.ofDays(60);
    /** Clocks differ. */
    private static final Duration BEFORE = Duration.ofMinutes(10);

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final X500Principal NAME = new X500Principal("CN=stylize stack authority");

    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * A key and the certificates that go with it.
     *
     * @param chain the certificate of the key first, the authority's last
     */
    record Certified(PrivateKey key, List<X509Certificate> chain) {
        Certified {
            chain = List.copyOf(chain);
        }
    }

    /**
     * Whether that file has a certificate of this authority, for these hosts, that does not end soon.
     *
     * @return false also if there is no such file
     */
    boolean isGood(Path file, List<String> hosts, Instant now) {
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate found = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .iterator()
                    .next();
            found.verify(certificate.getPublicKey());
            return found.getNotAfter().toInstant().isAfter(now.plus(SOON))
                    && hosts(found).equals(Set.copyOf(hosts));
        } catch (GeneralSecurityException | NoSuchElementException e) {
            return false; // of an authority that is gone, or damaged
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> hosts(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> hosts = new HashSet<>();
        for (List<?> name : requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of())) {
            String host = String.valueOf(name.get(1));
            hosts.add(host.equals("0:0:0:0:0:0:0:1") ? "::1" : host);
        }
        return hosts;
    }

    /** A new authority. */
    static CertificateAuthority make(Instant now) {
        KeyPair pair = keyPair();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME, serial(), Date.from(now.minus(BEFORE)), Date.from(now.plus(OWN_LIFE)), NAME, pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new CertificateAuthority(signed(builder, pair.getPrivate()), pair.getPrivate());
    }

    /** The authority whose certificate and key were written to these files. */
    static CertificateAuthority read(Path certificate, Path key) throws IOException {
        try (PEMParser certificates = new PEMParser(new StringReader(Files.readString(certificate)));
                PEMParser keys = new PEMParser(new StringReader(Files.readString(key)))) {
            if (certificates.readObject() instanceof X509CertificateHolder holder
                    && keys.readObject() instanceof PrivateKeyInfo info) {
                return new CertificateAuthority(
                        new JcaX509CertificateConverter().getCertificate(holder),
                        new JcaPEMKeyConverter().getPrivateKey(info));
            }
            throw new IOException("expected a certificate in " + certificate + " and a key in " + key);
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " is no certificate: " + e.getMessage(), e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /**
     * A new key with a certificate, for a server and for a client.
     *
     * @param commonName who it is
     * @param hosts names and addresses under which it is reached
     */
    Certified certify(String commonName, List<String> hosts, Instant now) {
        KeyPair pair = keyPair();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                certificate.getSubjectX500Principal(),
                serial(),
                Date.from(now.minus(BEFORE)),
                Date.from(now.plus(LIFE)),
                new X500Principal("CN=" + commonName),
                pair.getPublic());
        GeneralName[] names = hosts.stream().map(CertificateAuthority::name).toArray(GeneralName[]::new);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                    }))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new Certified(pair.getPrivate(), List.of(signed(builder, key), certificate));
    }

    private static GeneralName name(String host) {
        boolean address = host.contains(":") || host.matches("[0-9.]+");
        try {
            return address
                    ? new GeneralName(
                            GeneralName.iPAddress, InetAddress.getByName(host).getHostAddress())
                    : new GeneralName(GeneralName.dNSName, host);
        } catch (IOException e) { // a literal address is not looked up
            throw new UncheckedIOException(e);
        }
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey by) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(127, new SecureRandom()).setBit(126);
    }
}
