package dev.holdfast.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver is told, as an administrator has chosen for it.
 *
 * @param evidence whether it also hears what a decision was made by: score, level, reasons, key
 * @param subjects in which form it hears whom an event is about
 */
public record StreamProfile(boolean evidence, Subjects subjects) {

    /** What holds where nothing is chosen. */
    public static final StreamProfile DEFAULT = new StreamProfile(false, Subjects.COMPLEX);

    /** Forms of subjects. */
    public enum Subjects {
        /** All members that narrow it (SSF 1.0 section 3.3). */
        COMPLEX("complex"),
        /** {@code iss_sub} alone (RFC 9493 section 3.2.3); what it cannot say exactly is not sent. */
        ISS_SUB("iss_sub"),
        /** {@code iss_sub} alone; the end of any session of a user is sent as the end of all. */
        WHOLE_USER("iss_sub-whole-user");

        private final String word;

        Subjects(String word) {
            this.word = word;
        }

        /**
         * The form with a name.
         *
         * @param word as an administrator writes it
         * @return the form; {@link #COMPLEX} for what is no name of one, since it says nothing wider than the truth
         */
        public static Subjects of(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(form -> form.word.equals(word))
                    .findFirst()
                    .orElse(COMPLEX);
        }

        /**
         * Whether this form can say an event about somebody.
         *
         * @param revocation whether it is a {@code session-revoked}: to hear of too much of it costs sessions, of anything
         *     else it would be untrue
         * @param whom whom it is about
         * @return the user to name, empty if the event must not be sent
         */
        Optional<String> user(boolean revocation, Whom whom) {
            boolean exact = whom.sessionId().isEmpty()
                    && whom.key().isEmpty()
                    && (whom.clientId().isEmpty() || !revocation);
            return whom.userId().filter(any -> exact || (this == WHOLE_USER && revocation));
        }
    }
}
