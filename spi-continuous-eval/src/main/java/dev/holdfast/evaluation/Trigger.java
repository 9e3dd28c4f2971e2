package dev.holdfast.evaluation;

import static dev.holdfast.events.EventType.ACCOUNT_DISABLED;
import static dev.holdfast.events.EventType.ACCOUNT_ENABLED;
import static dev.holdfast.events.EventType.ACCOUNT_PURGED;
import static dev.holdfast.events.EventType.CREDENTIAL_CHANGE;
import static dev.holdfast.events.EventType.CREDENTIAL_COMPROMISE;
import static dev.holdfast.events.EventType.RISK_LEVEL_CHANGE;
import static dev.holdfast.events.EventType.SESSION_ESTABLISHED;
import static dev.holdfast.events.EventType.SESSION_PRESENTED;
import static dev.holdfast.events.EventType.SESSION_REVOKED;
import static dev.holdfast.events.EventType.TOKEN_CLAIMS_CHANGE;

import dev.holdfast.events.EventType;
import java.util.List;

/** Everything that ends or lessens trust, what tells of its use, and what is published about it. {@code docs/events.md} is made from this list. */
public enum Trigger {
    /** The risk engine or the binding decided so. */
    DECISION(
            "Decision of ours",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** Tokens that are bound to a key are void, with or without a session. */
    KEY_REVOKED("Key barred or no longer trusted", "application, device (the key, as URI)", SESSION_REVOKED),
    /** What a client was issued in its own name is void. */
    IDENTITY_REVOKED(
            "Administrator ends everything of an identity",
            "application; in an event of its own user, the service account",
            SESSION_REVOKED),
    /** Another transmitter reported it, and was trusted to. */
    SIGNAL(
            "Signal of another transmitter that may revoke",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** The risk engine judged a session otherwise than at its last request. */
    RISK_LEVEL(
            "Decision that changes the risk level of a session",
            "user, session; application unless other clients may hold tokens of the session",
            RISK_LEVEL_CHANGE),
    /** A credential was seen in the wrong hands. */
    COMPROMISE("Credential used with a barred key", "user, application", CREDENTIAL_COMPROMISE),
    /** A session was logged out, by its user or by a client. */
    LOGOUT(
            "Logout, in all variants",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** An administrator ended one session. */
    SESSION_DELETED(
            "Administrator ends one session",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** A client gave its refresh token back. */
    GRANT_REVOKED(
            "`/revoke` of a refresh token",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** Tokens that came from a revoked grant by exchange. */
    EXCHANGED("Tokens exchanged from what was revoked", "user, session, application", SESSION_REVOKED),
    /** A client gave its access token back. */
    TOKEN_REVOKED("`/revoke` of an access token", "the token (`jwt_id`)", SESSION_REVOKED),
    /** What a user had granted to a client was taken back. */
    CONSENT_REVOKED("Consent of a user withdrawn", "user, application", SESSION_REVOKED),
    /** A refresh token was used more often than allowed. */
    REUSE(
            "Refresh token used again",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** A session reached its end by policy. */
    EXPIRY(
            "Session expired",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_REVOKED),
    /** An administrator logged a user out everywhere. */
    USER_LOGGED_OUT("Administrator logs a user out", "user", SESSION_REVOKED),
    /** All sessions of the realm were ended. */
    LOGOUT_ALL("All sessions of the realm ended", "application, one event for each client", SESSION_REVOKED),
    /** Tokens of the realm from before a time are void. */
    REALM_NOT_BEFORE("Not-before of the realm moved", "application, one event for each client", SESSION_REVOKED),
    /** Tokens of a client from before a time are void. */
    CLIENT_NOT_BEFORE("Not-before of a client moved", "application", SESSION_REVOKED),
    /** A user was disabled. */
    USER_DISABLED("User disabled, also a service account", "user", ACCOUNT_DISABLED, SESSION_REVOKED),
    /** A user was enabled. */
    USER_ENABLED("User enabled", "user", ACCOUNT_ENABLED),
    /** A user was deleted. */
    USER_DELETED("User deleted, also a service account", "user", ACCOUNT_PURGED, SESSION_REVOKED),
    /** A client was disabled. */
    CLIENT_DISABLED("Client disabled", "application", SESSION_REVOKED),
    /** A client was deleted. */
    CLIENT_DELETED("Client deleted", "application", SESSION_REVOKED),
    /** The secret or a key of a client changed. */
    CLIENT_CREDENTIAL("Secret, key, JWKS or certificate of a client changed", "application", CREDENTIAL_CHANGE),
    /** A credential of a user changed. */
    USER_CREDENTIAL("Credential of a user changed", "user", CREDENTIAL_CHANGE),
    /** A user lost a role or a group. */
    USER_CLAIMS("Role or group taken from a user", "user", TOKEN_CLAIMS_CHANGE),
    /** A client lost a scope. */
    CLIENT_CLAIMS("Scope or role scope taken from a client", "application", TOKEN_CLAIMS_CHANGE),
    /** A session of a client under our policies began, or a client began to take part in it. */
    ESTABLISHED(
            "Client under our policies logs in or exchanges a token",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_ESTABLISHED),
    /** A session of such a client asked for tokens again. */
    PRESENTED(
            "Refresh by such a client, at most once a minute for a session and node",
            "user, session; application unless other clients may hold tokens of the session",
            SESSION_PRESENTED);

    private final String what;
    private final String subject;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<EventType> events;

    Trigger(String what, String subject, EventType... events) {
        this.what = what;
        this.subject = subject;
        this.events = List.of(events);
    }

    /**
     * What happened, in words for an administrator; the reason in the event where none is given.
     *
     * @return words
     */
    public String what() {
        return what;
    }

    /**
     * Whom the events name.
     *
     * @return members of the subject
     */
    public String subject() {
        return subject;
    }

    /**
     * What is published.
     *
     * @return one or more types
     */
    public List<EventType> events() {
        return events;
    }
}
