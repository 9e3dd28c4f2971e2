package dev.holdfast.events;

import java.util.Arrays;
import java.util.Optional;

/** The event types that Holdfast speaks: CAEP 1.0, RISC 1.0 and the Shared Signals Framework 1.0. */
public enum EventType {
    /** A session must not be trusted any more (CAEP 1.0 section 3.1). */
    SESSION_REVOKED(Family.CAEP, "session-revoked"),
    /** Claims of issued tokens have changed (CAEP 1.0 section 3.2). */
    TOKEN_CLAIMS_CHANGE(Family.CAEP, "token-claims-change"),
    /** A credential was created, changed, revoked or deleted (CAEP 1.0 section 3.3). */
    CREDENTIAL_CHANGE(Family.CAEP, "credential-change"),
    /** The assurance of an authentication has changed (CAEP 1.0 section 3.4). */
    ASSURANCE_LEVEL_CHANGE(Family.CAEP, "assurance-level-change"),
    /** A session was established (CAEP 1.0 section 3.6). */
    SESSION_ESTABLISHED(Family.CAEP, "session-established"),
    /** A session was presented again (CAEP 1.0 section 3.7). */
    SESSION_PRESENTED(Family.CAEP, "session-presented"),
    /** The risk of a principal has changed (CAEP 1.0 section 3.8). */
    RISK_LEVEL_CHANGE(Family.CAEP, "risk-level-change"),
    /** A credential was found in the wrong hands (RISC 1.0 section 2.7). */
    CREDENTIAL_COMPROMISE(Family.RISC, "credential-compromise"),
    /** An account was disabled (RISC 1.0 section 2.3). */
    ACCOUNT_DISABLED(Family.RISC, "account-disabled"),
    /** An account was enabled (RISC 1.0 section 2.4). */
    ACCOUNT_ENABLED(Family.RISC, "account-enabled"),
    /** An account was deleted (RISC 1.0 section 2.2). */
    ACCOUNT_PURGED(Family.RISC, "account-purged"),
    /** A stream is asked whether it is alive (SSF 1.0 section 8.1.4). */
    VERIFICATION(Family.SSF, "verification"),
    /** The status of a stream has changed (SSF 1.0 section 8.1.5). */
    STREAM_UPDATED(Family.SSF, "stream-updated");

    private enum Family {
        CAEP("https://schemas.openid.net/secevent/caep/event-type/"),
        RISC("https://schemas.openid.net/secevent/risc/event-type/"),
        SSF("https://schemas.openid.net/secevent/ssf/event-type/");

        private final String base;

        Family(String base) {
            this.base = base;
        }
    }

    private final String uri;

    EventType(Family family, String name) {
        this.uri = family.base + name;
    }

    /**
     * The identifier of the event type, the member name inside {@code events} of a SET (RFC 8417 section 2.2).
     *
     * @return an https URI
     */
    public String uri() {
        return uri;
    }

    /**
     * The event type with a given identifier.
     *
     * @param uri any URI
     * @return the event type, or empty for one that Holdfast does not speak
     */
    public static Optional<EventType> fromUri(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri.equals(uri)).findFirst();
    }
}
