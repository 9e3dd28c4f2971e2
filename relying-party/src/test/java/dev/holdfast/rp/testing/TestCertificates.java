package dev.holdfast.rp.testing;

import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;

/** Two client certificates; nobody has their keys. */
public final class TestCertificates {

    private static final String A = """
            -----BEGIN CERTIFICATE-----
            MIIBgjCCASegAwIBAgIUZoVjb45fSIWSuNcobDrQtr+prg8wCgYIKoZIzj0EAwIw
            FTETMBEGA1UEAwwKd29ya2xvYWQtYTAgFw0yNjExMjAxOTEyMjNaGA8yMTI2MTAy
            NzE5MTIyM1owFTETMBEGA1UEAwwKd29ya2xvYWQtYTBZMBMGByqGSM49AgEGCCqG
            SM49AwEHA0IABJtaMVhCpQah3G2MU1oodmvSZl/HRvUJuiZWLgJCsLswgcMUBMs2
            iGJQXNa3QKu/3yZEbcsjYVfFQJb7Gd9dce2jUzBRMB0GA1UdDgQWBBRsZQAvmUBA
            bqIqXVlPEZkKmfC6QTAfBgNVHSMEGDAWgBRsZQAvmUBAbqIqXVlPEZkKmfC6QTAP
            BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDsjZqhpDISHEXpVc/x
            Uqpf2K0LtvUp+PnXBKnJmWBEwgIhAJLfU/MiXnK4LhjPP/l80Yc41LrOVNqybfT9
            Lb0d0z5G
            -----END CERTIFICATE-----
            """;
    private static final String B = """
            -----BEGIN CERTIFICATE-----
            MIIBgDCCASegAwIBAgIUbL0Jzj0r1r0J8d5t6vhSEncs8cwwCgYIKoZIzj0EAwIw
            FTETMBEGA1UEAwwKd29ya2xvYWQtYjAgFw0yNjExMjAxOTEyMjNaGA8yMTI2MTAy
            NzE5MTIyM1owFTETMBEGA1UEAwwKd29ya2xvYWQtYjBZMBMGByqGSM49AgEGCCqG
            SM49AwEHA0IABFnCZyqSm8kZvJE+nLtyiJhbxgW0iJOr+6VfoDGUjRqj3kstI7cj
            iwUZTi9Fx750rhtfFbz6H3/1eWVY8fFaKLmjUzBRMB0GA1UdDgQWBBSVr9L1LbZL
            VESMh/o2QdgI1IRJsDAfBgNVHSMEGDAWgBSVr9L1LbZLVESMh/o2QdgI1IRJsDAP
            BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIBDXH9lRf4nhnfYznRVF
            rKfN5+SaJIxnG6WzdBfT4wg+AiA24sAc+4/9fqwY6dLPNG3wO4xvbFuQz7CSmYRB
            FRuA1Q==
            -----END CERTIFICATE-----
            """;

    private TestCertificates() {}

    /** The certificate of workload A. */
    public static X509Certificate workloadA() {
        return X509CertUtils.parse(A);
    }

    /** The certificate of workload B. */
    public static X509Certificate workloadB() {
        return X509CertUtils.parse(B);
    }

    /** The {@code x5t#S256} of a certificate. */
    public static String thumbprint(X509Certificate certificate) {
        return X509CertUtils.computeSHA256Thumbprint(certificate).toString();
    }
}
