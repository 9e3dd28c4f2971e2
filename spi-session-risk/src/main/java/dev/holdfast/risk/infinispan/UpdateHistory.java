package dev.holdfast.risk.infinispan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/**
 * The atomic step of {@link InfinispanSessionHistories}. Pure: it runs on the primary and again on every backup owner,
 * possibly twice after a failover, and must come to the same result each time; a history takes one observation id once.
 *
 * @param step what to do: {@value #ACCEPT}, {@value #REFUSE}, {@value #CONCLUDE} or {@value
 *     #CONCLUDE_REFUSED}
 * @param clientId the client, for a history that begins
 * @param hashKeyId names the key of the hashes, for a history that begins
 * @param observation the observation; for a conclusion only its id, answer and reasons count
 * @param endedAtMillis when trust in the session ends by it, 0 if it does not
 */
@ProtoTypeId(1_920_204)
record UpdateHistory(
        @ProtoField(number = 1, defaultValue = "") String step,
        @ProtoField(number = 2, defaultValue = "") String clientId,
        @ProtoField(number = 3, defaultValue = "") String hashKeyId,
        @ProtoField(number = 4) StoredObservation observation,
        @ProtoField(number = 5, defaultValue = "0") long endedAtMillis)
        implements BiFunction<String, @Nullable StoredHistory, StoredHistory> {

    static final String ACCEPT = "accept";
    static final String REFUSE = "refuse";
    static final String CONCLUDE = "conclude";
    static final String CONCLUDE_REFUSED = "conclude-refused";

    @ProtoFactory
    UpdateHistory {}

    @Override
    public StoredHistory apply(String key, @Nullable StoredHistory stored) {
        StoredHistory history = stored == null || !stored.hashKeyId().equals(hashKeyId)
                ? StoredHistory.begin(clientId, hashKeyId, observation.atMillis())
                : stored;
        StoredHistory updated = switch (step) {
            case ACCEPT -> history.accept(observation);
            case REFUSE -> history.refuse(observation);
            case CONCLUDE_REFUSED ->
                history.conclude(observation.id(), observation.answer(), observation.reasons(), false);
            default -> history.conclude(observation.id(), observation.answer(), observation.reasons(), true);
        };
        return (endedAtMillis == 0 ? updated : updated.end(endedAtMillis)).bounded();
    }

    static StoredObservation conclusion(String observationId, String answer, List<StoredEvidence> reasons) {
        return new StoredObservation(
                StoredObservation.cut(observationId),
                0,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                answer,
                new ArrayList<>(reasons),
                "",
                "",
                "",
                -1,
                -1,
                -1,
                StoredObservation.NO_OFFSET);
    }
}
