package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.SubjectOrder;
import java.time.Instant;

/**
 * An event that this node, and nobody else, is to send.
 *
 * @param id the row of the outbox
 * @param jti the id of the SET
 * @param set the signed SET
 * @param subject whom it is about
 * @param position its place in the outbox of its receiver
 * @param createdAt when it was written
 * @param attempts how often it was tried before
 */
record Claim(String id, String jti, String set, String subject, long position, Instant createdAt, int attempts)
        implements SubjectOrder.Queued {

    @Override
    public String toString() {
        return "Claim[" + jti + "]";
    }
}
