package dev.holdfast.dev.client;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Who calls over TLS: with one certificate, or with none. Every caller has connections of its own, because a certificate
 * belongs to the connection and not to the request.
 */
public final class TlsCaller {

    private final HttpClient client;

    private TlsCaller(TestAuthority ofTheServer, Optional<ClientCertificate> certificate) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(ofTheServer.trusting());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate.map(own -> new KeyManager[] {new Stubborn(own)}).orElse(null),
                    trust.getTrustManagers(),
                    null);
            client = Http.client().sslContext(context).build();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("Every Java speaks TLS", impossible);
        }
    }

    /** A caller without a certificate. */
    public static TlsCaller withoutCertificate(TestAuthority ofTheServer) {
        return new TlsCaller(ofTheServer, Optional.empty());
    }

    /** A caller who shows this certificate, whether or not the server asks for one of its issuer. */
    public static TlsCaller showing(TestAuthority ofTheServer, ClientCertificate certificate) {
        return new TlsCaller(ofTheServer, Optional.of(certificate));
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @throws java.io.UncheckedIOException if there is none, as after a handshake that the server broke off
     */
    public HttpAnswer send(HttpRequest request) {
        return Http.send(client, request);
    }

    /** Java's own key managers show nothing where the issuer is not among those that the server names. */
    private static final class Stubborn extends X509ExtendedKeyManager {

        private static final String ALIAS = "own";

        private final ClientCertificate own;

        Stubborn(ClientCertificate own) {
            this.own = own;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.key();
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[0];
        }
    }
}
