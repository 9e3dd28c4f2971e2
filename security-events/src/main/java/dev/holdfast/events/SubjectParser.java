package dev.holdfast.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the {@code sub_id} claim of a security event. Strict: a member that is missing, unknown or of the wrong type is
 * an error, because a subject that is understood only in part would match more than was meant (RFC 9493 section 3).
 */
public final class SubjectParser {

    private static final Set<String> COMPLEX_MEMBERS =
            Set.of("format", "user", "session", "application", "device", "tenant");

    private SubjectParser() {}

    /** The JSON object is no subject that Holdfast understands. */
    public static final class InvalidSubjectException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidSubjectException(String message) {
            super(message);
        }
    }

    /**
     * Reads a subject.
     *
     * @param json the members of {@code sub_id}
     * @return the subject
     * @throws InvalidSubjectException if {@code format} is missing or unknown, or the members are not exactly those of
     *     the format
     */
    public static SubjectIdentifier parse(Map<String, ?> json) throws InvalidSubjectException {
        return "complex".equals(json.get("format")) ? parseComplex(json) : parseSimple(json);
    }

    private static SubjectIdentifier.Complex parseComplex(Map<String, ?> json) throws InvalidSubjectException {
        for (String name : json.keySet()) {
            if (!COMPLEX_MEMBERS.contains(name)) {
                throw new InvalidSubjectException("unknown member of a complex subject: " + name);
            }
        }
        if (json.size() == 1) {
            throw new InvalidSubjectException("a complex subject needs at least one member");
        }
        return new SubjectIdentifier.Complex(
                member(json, "user"),
                member(json, "session"),
                member(json, "application"),
                member(json, "device"),
                member(json, "tenant"));
    }

    private static Optional<SubjectIdentifier.Simple> member(Map<String, ?> json, String name)
            throws InvalidSubjectException {
        Object value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidSubjectException("member " + name + " is not an object");
        }
        return Optional.of(parseSimple(map));
    }

    private static SubjectIdentifier.Simple parseSimple(Map<?, ?> json) throws InvalidSubjectException {
        Object format = json.get("format");
        if (!(format instanceof String name)) {
            throw new InvalidSubjectException("format is missing");
        }
        return switch (name) {
            case "iss_sub" -> {
                List<String> values = values(json, "iss", "sub");
                yield new SubjectIdentifier.IssSub(values.get(0), values.get(1));
            }
            case "opaque" -> new SubjectIdentifier.Opaque(values(json, "id").get(0));
            case "email" -> new SubjectIdentifier.Email(values(json, "email").get(0));
            case "uri" -> new SubjectIdentifier.Uri(values(json, "uri").get(0));
            case "jwt_id" -> {
                List<String> values = values(json, "iss", "jti");
                yield new SubjectIdentifier.JwtId(values.get(0), values.get(1));
            }
            default -> throw new InvalidSubjectException("unknown subject format: " + name);
        };
    }

    private static List<String> values(Map<?, ?> json, String... names) throws InvalidSubjectException {
        if (json.size() != names.length + 1) {
            throw new InvalidSubjectException("a subject of this format has the members " + String.join(", ", names));
        }
        String[] values = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            if (!(json.get(names[i]) instanceof String value) || value.isEmpty()) {
                throw new InvalidSubjectException("member " + names[i] + " is missing or not a string");
            }
            values[i] = value;
        }
        return List.of(values);
    }
}
