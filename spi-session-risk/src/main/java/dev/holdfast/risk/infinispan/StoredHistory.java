package dev.holdfast.risk.infinispan;

import dev.holdfast.risk.history.SessionHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link SessionHistory} as it is stored; {@code endedAtMillis} is 0 while trust has not ended. */
@ProtoTypeId(1_920_203)
record StoredHistory(
        @ProtoField(number = 1, defaultValue = "") String clientId,
        @ProtoField(number = 2, defaultValue = "") String hashKeyId,
        @ProtoField(number = 3, defaultValue = "0") long startedAtMillis,

        @ProtoField(number = 4, collectionImplementation = ArrayList.class)
        List<StoredObservation> accepted,

        @ProtoField(number = 5, collectionImplementation = ArrayList.class)
        List<StoredObservation> refused,

        @ProtoField(number = 6, defaultValue = "0") long acceptedTotal,
        @ProtoField(number = 7, defaultValue = "0") long refusedTotal,
        @ProtoField(number = 8, defaultValue = "0") long endedAtMillis) {

    /** What a history takes at most, without the names in its head. */
    static final int MOST_BYTES = 8_192;

    private static final int LEAST_KEPT = 4;

    @ProtoFactory
    StoredHistory {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    static StoredHistory begin(String clientId, String hashKeyId, long atMillis) {
        return new StoredHistory(clientId, hashKeyId, atMillis, List.of(), List.of(), 0, 0, 0);
    }

    StoredHistory accept(StoredObservation observation) {
        return has(observation.id())
                ? this
                : with(
                        newest(accepted, observation, SessionHistory.ACCEPTED),
                        refused,
                        acceptedTotal + 1,
                        refusedTotal);
    }

    StoredHistory refuse(StoredObservation attempt) {
        return has(attempt.id())
                ? this
                : with(accepted, newest(refused, attempt, SessionHistory.REFUSED), acceptedTotal, refusedTotal + 1);
    }

    /** A request that no tokens were issued for moves over to the refused ones. */
    StoredHistory conclude(String observationId, String answer, List<StoredEvidence> reasons, boolean issued) {
        UnaryOperator<StoredObservation> conclusion =
                past -> past.id().equals(observationId) ? past.concluded(answer, reasons) : past;
        List<StoredObservation> concluded = accepted.stream().map(conclusion).toList();
        if (issued) {
            return with(concluded, refused, acceptedTotal, refusedTotal);
        }
        return concluded.stream()
                .filter(past -> past.id().equals(observationId))
                .findFirst()
                .map(past -> with(
                        concluded.stream().filter(other -> !other.equals(past)).toList(),
                        newest(refused, past, SessionHistory.REFUSED),
                        acceptedTotal - 1,
                        refusedTotal + 1))
                .orElse(this);
    }

    StoredHistory end(long atMillis) {
        return endedAtMillis != 0
                ? this
                : new StoredHistory(
                        clientId, hashKeyId, startedAtMillis, accepted, refused, acceptedTotal, refusedTotal, atMillis);
    }

    /** The same within {@value #MOST_BYTES} bytes: first the oldest reasons go, then the oldest observations. */
    StoredHistory bounded() {
        List<StoredObservation> kept = new ArrayList<>(accepted);
        List<StoredObservation> attempts = new ArrayList<>(refused);
        int bytes = bytes(kept) + bytes(attempts);
        for (int i = 0; bytes > MOST_BYTES && i < kept.size() - 1; i++) {
            bytes -= kept.get(i).bytes();
            kept.set(i, kept.get(i).withoutReasons());
            bytes += kept.get(i).bytes();
        }
        for (int i = 0; bytes > MOST_BYTES && i < attempts.size() - 1; i++) {
            bytes -= attempts.get(i).bytes();
            attempts.set(i, attempts.get(i).withoutReasons());
            bytes += attempts.get(i).bytes();
        }
        while (bytes > MOST_BYTES && kept.size() > LEAST_KEPT) {
            bytes -= kept.remove(0).bytes();
        }
        while (bytes > MOST_BYTES && attempts.size() > 1) {
            bytes -= attempts.remove(0).bytes();
        }
        return with(kept, attempts, acceptedTotal, refusedTotal);
    }

    private int bytes(List<StoredObservation> observations) {
        return observations.stream().mapToInt(StoredObservation::bytes).sum();
    }

    SessionHistory toHistory() {
        return new SessionHistory(
                clientId,
                hashKeyId,
                Instant.ofEpochMilli(startedAtMillis),
                accepted.stream().map(StoredObservation::toPastObservation).toList(),
                refused.stream().map(StoredObservation::toPastObservation).toList(),
                acceptedTotal,
                refusedTotal,
                endedAtMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAtMillis)));
    }

    private boolean has(String id) {
        return accepted.stream().anyMatch(past -> past.id().equals(id))
                || refused.stream().anyMatch(past -> past.id().equals(id));
    }

    private StoredHistory with(
            List<StoredObservation> accepted, List<StoredObservation> refused, long acceptedTotal, long refusedTotal) {
        return new StoredHistory(
                clientId, hashKeyId, startedAtMillis, accepted, refused, acceptedTotal, refusedTotal, endedAtMillis);
    }

    private static List<StoredObservation> newest(List<StoredObservation> ring, StoredObservation added, int capacity) {
        List<StoredObservation> grown = new ArrayList<>(ring);
        grown.add(added);
        return grown.subList(Math.max(0, grown.size() - capacity), grown.size());
    }
}
