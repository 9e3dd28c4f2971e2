package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.JournalReader;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the journal within the transaction of an entity manager. */
final class JpaJournalReader implements JournalReader {

    private static final String IN_ORDER = "select d from DecisionEntity d where d.realmId = :realm and d.seq >= :from"
            + " and d.seq <= :to and (d.identityDigest > :identity or (d.identityDigest = :identity and"
            + " (d.seq > :seq or (d.seq = :seq and d.id > :id)))) order by d.identityDigest, d.seq, d.id";

    private final EntityManager entities;

    JpaJournalReader(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public List<JournalEntry> newest(JournalQuery query) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> conditions = new ArrayList<>(List.of("d.realmId = :realm"));
        values.put("realm", query.realmId());
        query.clientId().ifPresent(client -> {
            conditions.add("d.clientId = :client");
            values.put("client", client);
        });
        query.sessionKey().ifPresent(key -> {
            conditions.add("d.sessionDigest = :session");
            values.put("session", Digest.of(key));
        });
        query.answer().ifPresent(answer -> {
            conditions.add("d.answer = :answer");
            values.put("answer", answer);
        });
        query.since().ifPresent(since -> {
            conditions.add("d.atMillis >= :since");
            values.put("since", since.toEpochMilli());
        });
        TypedQuery<DecisionEntity> select = entities.createQuery(
                "select d from DecisionEntity d where " + String.join(" and ", conditions)
                        + " order by d.seq desc, d.id",
                DecisionEntity.class);
        values.forEach(select::setParameter);
        return select.setFirstResult(query.first()).setMaxResults(query.max()).getResultList().stream()
                .map(DecisionEntity::toEntry)
                .toList();
    }

    @Override
    public Page inOrder(Window window, Position after, int max) {
        List<DecisionEntity> rows = entities.createQuery(IN_ORDER, DecisionEntity.class)
                .setParameter("realm", window.realmId())
                .setParameter("from", window.fromNumber())
                .setParameter("to", window.toNumber())
                .setParameter("identity", after.identity())
                .setParameter("seq", after.number())
                .setParameter("id", after.id())
                .setMaxResults(max)
                .getResultList();
        if (rows.isEmpty()) {
            return new Page(List.of(), after);
        }
        DecisionEntity last = rows.get(rows.size() - 1);
        return new Page(
                rows.stream().map(DecisionEntity::toEntry).toList(),
                new Position(last.identityDigest, last.seq, last.id));
    }
}
