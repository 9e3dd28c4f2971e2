package dev.holdfast.rp.token;

import dev.holdfast.rp.token.VerificationException.Reason;
import java.util.List;
import java.util.Locale;

/** The access token of a request and the scheme it came under. */
record Credentials(Scheme scheme, String token) {

    enum Scheme {
        DPOP,
        BEARER
    }

    /** Reads exactly one {@code Authorization} header; the scheme has no case (RFC 9110 section 11.1). */
    static Credentials of(List<String> authorizationHeaders) throws Refusal {
        if (authorizationHeaders.isEmpty()) {
            throw new Refusal(Reason.NO_CREDENTIALS);
        }
        if (authorizationHeaders.size() > 1) {
            throw new Refusal(Reason.SEVERAL_CREDENTIALS);
        }
        String header = authorizationHeaders.get(0).strip();
        int space = header.indexOf(' ');
        String name = space < 0 ? header : header.substring(0, space);
        Scheme scheme = switch (name.toLowerCase(Locale.ROOT)) {
            case "dpop" -> Scheme.DPOP;
            case "bearer" -> Scheme.BEARER;
            default -> throw new Refusal(Reason.NO_CREDENTIALS);
        };
        String token = space < 0 ? "" : header.substring(space).strip();
        if (token.isEmpty()) {
            throw new Refusal(Reason.MALFORMED_CREDENTIALS);
        }
        return new Credentials(scheme, token);
    }

    @Override
    public String toString() {
        return "Credentials[" + scheme + "]";
    }
}
