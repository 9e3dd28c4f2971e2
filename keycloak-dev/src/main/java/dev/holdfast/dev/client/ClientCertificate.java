package dev.holdfast.dev.client;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate with its private key, as one instance of a workload holds it.
 *
 * @param key never printed by {@link #toString}
 * @param chain the certificate itself first, then who issued it
 */
public record ClientCertificate(PrivateKey key, List<X509Certificate> chain) {

    private static final int PEM_LINE = 64;

    /** Copies the chain. */
    public ClientCertificate {
        chain = List.copyOf(chain);
    }

    /** The certificate itself. */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /**
     * The base64url SHA-256 of the certificate's DER form, as it stands in {@code cnf.x5t#S256}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-3.1">RFC 8705 section 3.1</a>
     */
    public String thumbprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(der());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** The certificate alone, as it is public: the base64 of its DER form, as TLS terminating proxies hand it on. */
    public String base64() {
        return Base64.getEncoder().encodeToString(der());
    }

    /** The certificate alone as PEM. */
    public String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der())
                + "\n-----END CERTIFICATE-----\n";
    }

    private byte[] der() {
        try {
            return leaf().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("A certificate that was made can be written", impossible);
        }
    }

    @Override
    public String toString() {
        return "ClientCertificate[" + leaf().getSubjectX500Principal() + ", " + thumbprint() + "]";
    }
}
