package dev.holdfast.binding.keycloak;

import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.services.x509.X509ClientCertificateLookup;

/**
 * Looks once, when the server starts, at where client certificates come from. A look-up that reads them from a header
 * believes it of every sender unless the trusted proxies are named (RFC 9440 section 4).
 */
final class ProxyCertificateCheck {

    private static final Logger LOG = Logger.getLogger(ProxyCertificateCheck.class);

    /** Keycloak's look-ups that read a header; its {@code default} asks the TLS connection. */
    private static final Set<String> HEADER_LOOKUPS =
            Set.of("apache", "envoy", "haproxy", "nginx", "rfc9440", "traefik");

    private ProxyCertificateCheck() {}

    /** Warns in the log if there is something to warn of. */
    static void run(KeycloakSessionFactory factory) {
        ProviderFactory<X509ClientCertificateLookup> lookup =
                factory.getProviderFactory(X509ClientCertificateLookup.class);
        if (lookup != null) {
            warning(lookup.getId(), Config.scope().root().get("proxy-trusted-addresses"))
                    .ifPresent(LOG::warn);
        }
    }

    /**
     * What there is to warn of.
     *
     * @param lookup the id of the look-up
     * @param trustedAddresses the server's {@code proxy-trusted-addresses}
     * @return the warning, empty if there is none
     */
    static Optional<String> warning(String lookup, @Nullable String trustedAddresses) {
        boolean named = trustedAddresses != null && !trustedAddresses.isBlank();
        if (named || !HEADER_LOOKUPS.contains(lookup)) {
            return Optional.empty();
        }
        return Optional.of("CLIENT CERTIFICATES CAN BE FORGED: the certificate look-up '" + lookup
                + "' reads them from a header of the request, and no trusted proxy is named. Whoever reaches Keycloak"
                + " past the proxy can put anybody's certificate, which is public, into that header; without the private key"
                + " he authenticates as that client and uses the tokens bound to it. Set --proxy-trusted-addresses to the"
                + " addresses of your proxy, together with --proxy-headers.");
    }
}
