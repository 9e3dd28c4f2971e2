package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.WriteBehindJournal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Nationalized;
import org.jspecify.annotations.Nullable;

/** A row of the journal: what it is looked for by stands in columns, the rest in a document. */
@Entity
@Table(name = "HOLDFAST_DECISION")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class DecisionEntity {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "SEQ")
    long seq;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "CLIENT_ID")
    String clientId;

    /** Digest of the identity's name, which may be long. */
    @Column(name = "IDENTITY_DIGEST")
    String identityDigest;

    /** Digest of the session's name. */
    @Column(name = "SESSION_DIGEST")
    String sessionDigest;

    @Column(name = "AT_MILLIS")
    long atMillis;

    @Column(name = "ANSWER")
    String answer;

    @Column(name = "SCORE_NATS")
    double scoreNats;

    @Nullable
    @Column(name = "INVARIANT_BROKEN")
    String invariant;

    @Column(name = "MODE_IN_FORCE")
    String mode;

    @Column(name = "POLICY_HASH")
    String policyHash;

    @Nationalized
    @Column(name = "DOCUMENT")
    String document;

    /** For Hibernate. */
    protected DecisionEntity() {}

    static DecisionEntity of(WriteBehindJournal.Row row) {
        JournalEntry entry = row.entry();
        DecisionEntity entity = new DecisionEntity();
        entity.id = cut(entry.observation().id(), 36);
        entity.seq = row.number();
        entity.realmId = entry.realmId();
        entity.clientId = cut(entry.subject().clientId(), 255);
        entity.identityDigest = Digest.of(entry.subject().identity());
        entity.sessionDigest = Digest.of(entry.subject().key());
        entity.atMillis = entry.observation().at().toEpochMilli();
        entity.answer = cut(entry.outcome().answer(), 16);
        entity.scoreNats = entry.outcome().scoreNats();
        entity.invariant = entry.invariant().map(name -> cut(name, 64)).orElse(null);
        entity.mode = entry.mode().name().toLowerCase(java.util.Locale.ROOT);
        entity.policyHash = entry.policyHash().orElse("-");
        entity.document = DecisionDocument.write(entry);
        return entity;
    }

    JournalEntry toEntry() {
        return DecisionDocument.read(document);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
