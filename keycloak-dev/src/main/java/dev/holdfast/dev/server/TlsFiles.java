package dev.holdfast.dev.server;

import java.nio.file.Path;

/**
 * What a server needs to speak TLS and to ask callers for certificates.
 *
 * @param keyStore PKCS#12 with the server's own certificate and key
 * @param trustStore PKCS#12 with the authority that issues the certificates of callers
 * @param authority the same authority as PEM, for what Keycloak verifies beside the handshake
 * @param password of both stores; never printed by {@link #toString}
 */
public record TlsFiles(Path keyStore, Path trustStore, Path authority, String password) {

    @Override
    public String toString() {
        return "TlsFiles[" + keyStore + ", " + trustStore + "]";
    }
}
