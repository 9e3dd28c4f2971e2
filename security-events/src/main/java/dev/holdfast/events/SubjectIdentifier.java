package dev.holdfast.events;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom a security event is about: the {@code sub_id} claim (RFC 9493; SSF 1.0 section 3.3 for the complex form).
 *
 * <p>{@link #toMap()} gives the JSON members; {@link SubjectParser#parse(Map)} reads them back.
 */
public sealed interface SubjectIdentifier {

    /**
     * The JSON object of this subject.
     *
     * @return its members, in a stable order, {@code format} first; values are strings, lists or maps
     */
    Map<String, Object> toMap();

    /**
     * A subject that has one name (every form but the complex one).
     */
    sealed interface Simple extends SubjectIdentifier {}

    /**
     * A principal at an issuer (RFC 9493 section 3.2.3).
     *
     * @param iss the issuer
     * @param sub the subject at that issuer
     */
    record IssSub(String iss, String sub) implements Simple {
        @Override
        public Map<String, Object> toMap() {
            return members("iss_sub", "iss", iss, "sub", sub);
        }
    }

    /**
     * An identifier without further meaning, such as a session id or a client id (RFC 9493 section 3.2.4).
     *
     * @param id the identifier
     */
    record Opaque(String id) implements Simple {
        @Override
        public Map<String, Object> toMap() {
            return members("opaque", "id", id);
        }
    }

    /**
     * An e-mail address (RFC 9493 section 3.2.2).
     *
     * @param email the address
     */
    record Email(String email) implements Simple {
        @Override
        public Map<String, Object> toMap() {
            return members("email", "email", email);
        }
    }

    /**
     * A URI, such as the thumbprint of a key (RFC 9493 section 3.2.7).
     *
     * @param uri the URI
     */
    record Uri(String uri) implements Simple {
        @Override
        public Map<String, Object> toMap() {
            return members("uri", "uri", uri);
        }
    }

    /**
     * One JSON Web Token (SSF 1.0 section 3.5.1).
     *
     * @param iss the issuer of the token
     * @param jti the id of the token
     */
    record JwtId(String iss, String jti) implements Simple {
        @Override
        public Map<String, Object> toMap() {
            return members("jwt_id", "iss", iss, "jti", jti);
        }
    }

    /**
     * One principal described by several members that all apply (SSF 1.0 section 3.3). A member that is absent matches
     * everything: adding one narrows the subject.
     *
     * @param user whose session it is
     * @param session the session
     * @param application the client that acts
     * @param device the key that the client holds, as {@link KeyThumbprint#toUri()}
     * @param tenant the tenant
     */
    record Complex(
            Optional<Simple> user,
            Optional<Simple> session,
            Optional<Simple> application,
            Optional<Simple> device,
            Optional<Simple> tenant)
            implements SubjectIdentifier {

        /**
         * Checks that something is said.
         *
         * @throws IllegalArgumentException if every member is absent: such a subject would match everyone
         */
        public Complex {
            if (user.isEmpty() && session.isEmpty() && application.isEmpty() && device.isEmpty() && tenant.isEmpty()) {
                throw new IllegalArgumentException("a complex subject needs at least one member");
            }
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> members = members("complex");
            user.ifPresent(subject -> members.put("user", subject.toMap()));
            session.ifPresent(subject -> members.put("session", subject.toMap()));
            application.ifPresent(subject -> members.put("application", subject.toMap()));
            device.ifPresent(subject -> members.put("device", subject.toMap()));
            tenant.ifPresent(subject -> members.put("tenant", subject.toMap()));
            return members;
        }
    }

    private static Map<String, Object> members(String format, String... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("format", format);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i], Objects.requireNonNull(namesAndValues[i + 1], namesAndValues[i]));
        }
        return members;
    }
}
