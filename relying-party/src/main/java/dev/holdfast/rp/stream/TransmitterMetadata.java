package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.holdfast.rp.jwt.TrustedAddress;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a transmitter says of itself (SSF 1.0 section 7.1), as far as a push receiver needs it. */
record TransmitterMetadata(URI issuer, URI jwksUri, URI configurationEndpoint, URI verificationEndpoint) {

    private static final String WELL_KNOWN = "/.well-known/ssf-configuration";

    /** Where to look: between host and path (section 7.2.1), then after the path, as Keycloak also serves it. */
    static List<URI> addresses(URI issuer) {
        String path = Objects.requireNonNullElse(issuer.getRawPath(), "").replaceFirst("/$", "");
        String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        URI inserted = URI.create(origin + WELL_KNOWN + path);
        return path.isEmpty() ? List.of(inserted) : List.of(inserted, URI.create(origin + path + WELL_KNOWN));
    }

    /** Reads the document; the issuer in it must be the one asked for (section 7.2.4). */
    static TransmitterMetadata parse(URI issuer, Map<String, Object> json) throws StreamException {
        try {
            if (!issuer.toString().equals(JSONObjectUtils.getString(json, "issuer"))) {
                throw new StreamException(
                        "the metadata at " + issuer + " names another issuer: compare the address given"
                                + " here with the hostname settings of the transmitter");
            }
            return new TransmitterMetadata(
                    issuer,
                    address(json, "jwks_uri"),
                    address(json, "configuration_endpoint"),
                    address(json, "verification_endpoint"));
        } catch (ParseException e) {
            throw new StreamException("the metadata at " + issuer + " is malformed", e);
        }
    }

    private static URI address(Map<String, Object> json, String name) throws ParseException, StreamException {
        URI uri = JSONObjectUtils.getURI(json, name);
        if (uri == null) {
            throw new StreamException("the transmitter's metadata lacks " + name);
        }
        return trusted(uri, name);
    }

    /** Access tokens are sent there. */
    static URI trusted(URI uri, String name) throws StreamException {
        try {
            return TrustedAddress.require(uri);
        } catch (IllegalArgumentException e) {
            throw new StreamException("the transmitter's " + name + " is neither https nor on this machine", e);
        }
    }
}
