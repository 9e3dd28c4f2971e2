package dev.holdfast.rp.token;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a resource server knows of a request before it decides. Behind a proxy, {@code uri} is the address the client used
 * and {@code clientCertificate} the one the proxy vouches for: both only from a proxy that is trusted (RFC 9440 section 4).
 *
 * @param method the HTTP method, case-sensitive (RFC 9110 section 9.1)
 * @param uri the absolute URI of the request; query and fragment are ignored
 * @param authorizationHeaders every {@code Authorization} header value, in order
 * @param dpopHeaders every {@code DPoP} header value, in order
 * @param clientCertificate the leaf certificate of the TLS handshake, if the client sent one
 */
public record ApiRequest(
        String method,
        URI uri,
        List<String> authorizationHeaders,
        List<String> dpopHeaders,
        Optional<X509Certificate> clientCertificate) {

    /** Keeps copies of the lists. */
    public ApiRequest {
        authorizationHeaders = List.copyOf(authorizationHeaders);
        dpopHeaders = List.copyOf(dpopHeaders);
    }

    /** Names method and target only: headers hold secrets. */
    @Override
    public String toString() {
        return "ApiRequest[" + method + " " + uri.getRawPath() + "]";
    }
}
