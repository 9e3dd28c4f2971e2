package dev.holdfast.evaluation;

import dev.holdfast.risk.decision.RiskLevel;
import java.util.Map;

/** What an event says besides whom it is about. */
public sealed interface Change {

    /** Nothing more. */
    record None() implements Change {}

    /**
     * One token was revoked; it is the subject.
     *
     * @param jti the id of the token
     */
    record Token(String jti) implements Change {}

    /**
     * A credential was changed (CAEP 1.0 section 3.3).
     *
     * @param type as in {@code password} or {@code client-secret}
     * @param how {@code create}, {@code update}, {@code revoke} or {@code delete}
     */
    record Credential(String type, String how) implements Change {

        /** Of which only the type is said (RISC 1.0 section 2.7). */
        static final String CLIENT = "app";
    }

    /**
     * The risk of a session is another one (CAEP 1.0 section 3.8).
     *
     * @param previous the level before
     * @param current the level now
     */
    record Level(RiskLevel previous, RiskLevel current) implements Change {

        /** Whose risk it is. */
        static final String PRINCIPAL = "SESSION";

        /** Why, as far as it may be told: not by which signal, which would teach whoever hears it how to go unseen. */
        String reason() {
            return current.compareTo(previous) > 0
                    ? "Requests of the session deviate from what is usual"
                    : "Requests of the session are as usual again";
        }
    }

    /**
     * Claims have other values (CAEP 1.0 section 3.2).
     *
     * @param claims the new values by claim, at least one
     */
    record Claims(Map<String, Object> claims) implements Change {

        /**
         * Copies the map.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Claims {
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("a change of claims names at least one");
            }
            claims = Map.copyOf(claims);
        }
    }
}
