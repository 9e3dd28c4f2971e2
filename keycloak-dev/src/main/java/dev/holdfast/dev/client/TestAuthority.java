package dev.holdfast.dev.client;

import dev.holdfast.dev.server.TlsFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority that lives as long as this object; its certificates are good for an hour. */
public final class TestAuthority {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int SERIAL_BITS = 64;
    /** Its stores hold nothing that outlives a test. */
    private static final String PASSWORD = "loopback";

    private final ClientCertificate own;

    private TestAuthority(ClientCertificate own) {
        this.own = own;
    }

    /** A new authority; the subject is a distinguished name as in {@code CN=Test authority}. */
    public static TestAuthority named(String subject) {
        return new TestAuthority(certificate(subject, null, true, List.of()));
    }

    /** A certificate that nobody but its holder has signed. */
    public static ClientCertificate selfSigned(String subject) {
        return certificate(subject, null, false, List.of());
    }

    /** A certificate of a workload, with these names of its own beside the subject. */
    public ClientCertificate client(String subject, GeneralName... names) {
        return certificate(subject, own, false, Arrays.asList(names));
    }

    /** The certificate of a server on this machine. */
    public ClientCertificate server() {
        return client(
                "CN=localhost",
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost"));
    }

    /** The certificate of the authority itself. */
    public X509Certificate root() {
        return own.leaf();
    }

    /** Writes what a server needs; the files go with this JVM. */
    public TlsFiles files(Path directory) {
        Path keys = directory.resolve("server.p12");
        Path trusted = directory.resolve("trusted.p12");
        Path pem = directory.resolve("authority.pem");
        try {
            Files.createDirectories(directory).toFile().deleteOnExit();
            ClientCertificate server = server();
            KeyStore holding = keyStore();
            holding.setKeyEntry(
                    "server",
                    server.key(),
                    PASSWORD.toCharArray(),
                    server.chain().toArray(X509Certificate[]::new));
            store(holding, keys);
            store(trusting(), trusted);
            Files.writeString(pem, own.pem());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java writes PKCS#12", impossible);
        }
        List.of(keys, trusted, pem).forEach(file -> file.toFile().deleteOnExit());
        return new TlsFiles(keys, trusted, pem, PASSWORD);
    }

    /** A store that trusts this authority and nobody else. */
    KeyStore trusting() throws GeneralSecurityException, IOException {
        KeyStore trusting = keyStore();
        trusting.setCertificateEntry("authority", own.leaf());
        return trusting;
    }

    private static KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return empty;
    }

    private static void store(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, PASSWORD.toCharArray());
        }
    }

    private static ClientCertificate certificate(
            String subject, @Nullable ClientCertificate issuer, boolean authority, List<GeneralName> names) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            X500Principal name = new X500Principal(subject);
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer == null ? name : issuer.leaf().getSubjectX500Principal(),
                    new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(LIFETIME)),
                    Date.from(now.plus(LIFETIME)),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            X509Certificate leaf = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(issuer == null ? pair.getPrivate() : issuer.key())));
            return new ClientCertificate(
                    pair.getPrivate(), issuer == null ? List.of(leaf) : List.of(leaf, issuer.leaf()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("Every Java makes P-256 certificates", impossible);
        }
    }
}
