package dev.holdfast.binding.keycloak;

import java.security.SecureRandom;
import java.util.Base64;
import org.keycloak.models.KeycloakSession;

/**
 * Names what one request causes: the same in the answer to the caller, in the decision journal, in Keycloak's events and in
 * the security events that others receive. It says nothing by itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8417#section-2.2">RFC 8417 section 2.2</a>
 */
public final class Txn {

    private static final String ATTRIBUTE = "holdfast.txn";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Txn() {}

    /**
     * That of the current request.
     *
     * @param session the session of the request
     * @return eleven letters, digits, {@code -} and {@code _}; always the same for a session
     */
    public static String of(KeycloakSession session) {
        String known = session.getAttribute(ATTRIBUTE, String.class);
        if (known != null) {
            return known;
        }
        String made = next();
        session.setAttribute(ATTRIBUTE, made);
        return made;
    }

    /**
     * One for something else than a request.
     *
     * @return 64 random bits: enough among the decisions that are kept, and a quarter of a UUID's room in a history
     */
    public static String next() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What a refused caller is told: by the name an administrator finds the rest, which is not for the caller.
     *
     * @param session the session of the request
     * @param description of the error, as RFC 6749 section 5.2 allows it
     * @return the description with the name
     */
    public static String in(KeycloakSession session, String description) {
        return description + " (txn " + of(session) + ")";
    }
}
