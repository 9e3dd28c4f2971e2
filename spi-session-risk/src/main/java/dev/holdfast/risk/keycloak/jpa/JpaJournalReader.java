package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.JournalReader;
import dev.holdfast.risk.journal.WriteBehindJournal;
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
        return select(query, Map.of(), "d.seq desc, d.id").setFirstResult(query.first()).getResultList().stream()
                .map(DecisionEntity::toEntry)
                .toList();
    }

    @Override
    public List<WriteBehindJournal.Row> onward(JournalQuery query, long fromNumber) {
        return select(query, Map.of("number", fromNumber), "d.seq, d.id").getResultList().stream()
                .map(found -> new WriteBehindJournal.Row(found.seq, found.toEntry()))
                .toList();
    }

    private TypedQuery<DecisionEntity> select(JournalQuery query, Map<String, Object> from, String order) {
        Map<String, Object> values = new LinkedHashMap<>(from);
        List<String> conditions = new ArrayList<>(List.of("d.realmId = :realm"));
        if (!from.isEmpty()) {
            conditions.add("d.seq >= :number");
        }
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
                "select d from DecisionEntity d where " + String.join(" and ", conditions) + " order by " + order,
                DecisionEntity.class);
        values.forEach(select::setParameter);
        return select.setMaxResults(query.max());
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
