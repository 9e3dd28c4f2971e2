package dev.holdfast.risk.infinispan;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link PastObservation} as it is stored; {@code answer} is empty while the decision is on its way. */
@ProtoTypeId(1_920_202)
record StoredObservation(
        @ProtoField(number = 1, defaultValue = "") String id,
        @ProtoField(number = 2, defaultValue = "0") long atMillis,
        @ProtoField(number = 3, defaultValue = "") String grant,
        @ProtoField(number = 4, defaultValue = "") String address,
        @ProtoField(number = 5, defaultValue = "") String prefix,
        @ProtoField(number = 6, defaultValue = "") String owner,
        @ProtoField(number = 7, defaultValue = "") String kind,
        @ProtoField(number = 8, defaultValue = "") String product,
        @ProtoField(number = 9, defaultValue = "") String majorVersion,
        @ProtoField(number = 10, defaultValue = "") String headerOrder,
        @ProtoField(number = 11, defaultValue = "") String tls,
        @ProtoField(number = 12, defaultValue = "") String key,
        @ProtoField(number = 13, defaultValue = "") String answer,

        @ProtoField(number = 14, collectionImplementation = ArrayList.class)
        List<StoredEvidence> reasons,

        @ProtoField(number = 15, defaultValue = "") String block,
        @ProtoField(number = 16, defaultValue = "") String agent,
        @ProtoField(number = 17, defaultValue = "") String clientAuth,
        @ProtoField(number = 18, defaultValue = "-1") long generation,
        @ProtoField(number = 19, defaultValue = "-1") long issued,
        @ProtoField(number = 20, defaultValue = "-1") long presented,

        @ProtoField(number = 21, defaultValue = "-1000000000000")
        long clockOffsetMillis) {

    /** Where there was no proof. */
    static final long NO_OFFSET = -1_000_000_000_000L;

    /** Longer names are cut: the size of a history is bounded whatever is sent. */
    private static final int LONGEST = 40;

    @ProtoFactory
    StoredObservation {
        reasons = List.copyOf(reasons);
    }

    static StoredObservation of(Observation observation) {
        return new StoredObservation(
                cut(observation.id()),
                observation.at().toEpochMilli(),
                cut(observation.grant()),
                observation.network().address(),
                observation.network().prefix(),
                cut(observation.network().network().owner()),
                observation.network().network().kind().name(),
                observation.stack().product(),
                observation.stack().majorVersion(),
                observation.stack().headerOrder(),
                observation.stack().tls(),
                observation.key().map(KeyThumbprint::toUri).orElse(""),
                "",
                List.of(),
                observation.network().block(),
                observation.stack().agent(),
                cut(observation.ask().clientAuth()),
                observation.generation().map(Generation::number).orElse(-1L),
                observation.generation().map(Generation::issued).orElse(-1L),
                observation.generation().map(Generation::presented).orElse(-1L),
                (long) observation.proof().clockOffsetMillis().orElse(NO_OFFSET));
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    StoredObservation concluded(String answer, List<StoredEvidence> reasons) {
        return new StoredObservation(
                id,
                atMillis,
                grant,
                address,
                prefix,
                owner,
                kind,
                product,
                majorVersion,
                headerOrder,
                tls,
                key,
                answer,
                reasons,
                block,
                agent,
                clientAuth,
                generation,
                issued,
                presented,
                clockOffsetMillis);
    }

    /** An older observation keeps its answer; its reasons stand in the journal. */
    StoredObservation withoutReasons() {
        return concluded(answer, List.of());
    }

    /** An upper bound of the size on the wire. */
    int bytes() {
        int bytes = 90;
        for (String text : List.of(
                id, grant, address, prefix, owner, kind, product, majorVersion, headerOrder, tls, key, block, agent)) {
            bytes += text.isEmpty() ? 0 : 2 + 3 * text.length() - 2 * ascii(text);
        }
        for (StoredEvidence reason : reasons) {
            bytes += reason.bytes();
        }
        return bytes + answer.length() + clientAuth.length() * 3;
    }

    private static int ascii(String text) {
        return (int) text.chars().filter(c -> c < 128).count();
    }

    PastObservation toPastObservation() {
        Observation observation = new Observation(
                id,
                Instant.ofEpochMilli(atMillis),
                grant,
                new NetworkOrigin(address, prefix, block, new Network(owner, Network.Kind.valueOf(kind))),
                new ClientStack(product, majorVersion, agent, headerOrder, tls),
                KeyThumbprint.fromUri(key),
                clockOffsetMillis == NO_OFFSET
                        ? KeyProof.NONE
                        : new KeyProof(
                                Optional.empty(),
                                OptionalDouble.of((double) clockOffsetMillis),
                                OptionalDouble.empty()),
                clientAuth.isEmpty() ? TokenAsk.NONE : new TokenAsk(clientAuth, List.of(), List.of()),
                generation < 0 ? Optional.empty() : Optional.of(new Generation(generation, issued, presented)));
        return new PastObservation(
                observation,
                answer.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Outcome(
                                answer,
                                reasons.stream().map(StoredEvidence::toEvidence).toList())));
    }
}
