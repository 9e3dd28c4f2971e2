package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.JournalRetention;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Removes what is kept no longer. */
final class JournalPurge {

    private JournalPurge() {}

    /**
     * Removes decisions by the rule.
     *
     * @return how many went
     */
    static int purge(EntityManager entities, JournalRetention retention, Instant now) {
        int gone = entities.createQuery("delete from DecisionEntity d where d.atMillis < :oldest")
                .setParameter("oldest", retention.oldest(now).toEpochMilli())
                .executeUpdate();
        List<Object[]> realms = entities.createQuery(
                        "select d.realmId, count(d) from DecisionEntity d group by d.realmId", Object[].class)
                .getResultList();
        for (Object[] realm : realms) {
            long surplus = retention.surplus((Long) realm[1]);
            if (surplus > 0) {
                gone += purge(entities, (String) realm[0], retention.rowsPerRealm());
            }
        }
        return gone;
    }

    /** Removes all of a realm. */
    static void forget(EntityManager entities, String realmId) {
        for (String entity : List.of("DecisionEntity", "PolicyReplayEntity")) {
            entities.createQuery("delete from " + entity + " e where e.realmId = :realm")
                    .setParameter("realm", realmId)
                    .executeUpdate();
        }
    }

    private static int purge(EntityManager entities, String realmId, long kept) {
        List<Long> newestTooMany = entities.createQuery(
                        "select d.seq from DecisionEntity d where d.realmId = :realm order by d.seq desc", Long.class)
                .setParameter("realm", realmId)
                .setFirstResult(Math.toIntExact(kept))
                .setMaxResults(1)
                .getResultList();
        return newestTooMany.isEmpty()
                ? 0
                : entities.createQuery("delete from DecisionEntity d where d.realmId = :realm and d.seq <= :seq")
                        .setParameter("realm", realmId)
                        .setParameter("seq", newestTooMany.get(0))
                        .executeUpdate();
    }
}
