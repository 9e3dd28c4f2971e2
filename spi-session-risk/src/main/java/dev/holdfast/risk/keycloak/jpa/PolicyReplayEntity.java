package dev.holdfast.risk.keycloak.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Nationalized;
import org.jspecify.annotations.Nullable;

/** The one replay of a realm, seen by all nodes. The node that runs it says so after each page. */
@Entity
@Table(name = "HOLDFAST_POLICY_REPLAY")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class PolicyReplayEntity {

    @Id
    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "JOB_ID")
    String jobId;

    @Column(name = "STATE")
    String state;

    @Column(name = "STARTED_AT")
    long startedAt;

    @Column(name = "SEEN_AT")
    long seenAt;

    @Column(name = "TOTAL")
    long total;

    @Column(name = "DONE")
    long done;

    @Column(name = "TRUNCATED")
    boolean truncated;

    @Nullable
    @Nationalized
    @Column(name = "OUTCOME")
    String outcome;

    /** For Hibernate. */
    protected PolicyReplayEntity() {}

    static PolicyReplayEntity of(String realmId) {
        PolicyReplayEntity entity = new PolicyReplayEntity();
        entity.realmId = realmId;
        return entity;
    }
}
