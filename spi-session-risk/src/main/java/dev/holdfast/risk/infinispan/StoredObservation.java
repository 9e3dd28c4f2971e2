package dev.holdfast.risk.infinispan;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<StoredEvidence> reasons) {

    @ProtoFactory
    StoredObservation {
        reasons = List.copyOf(reasons);
    }

    static StoredObservation of(Observation observation) {
        return new StoredObservation(
                observation.id(),
                observation.at().toEpochMilli(),
                observation.grant(),
                observation.network().address(),
                observation.network().prefix(),
                observation.network().network().owner(),
                observation.network().network().kind().name(),
                observation.stack().product(),
                observation.stack().majorVersion(),
                observation.stack().headerOrder(),
                observation.stack().tls(),
                observation.key().map(KeyThumbprint::toUri).orElse(""),
                "",
                List.of());
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
                reasons);
    }

    PastObservation toPastObservation() {
        Observation observation = new Observation(
                id,
                Instant.ofEpochMilli(atMillis),
                grant,
                new NetworkOrigin(address, prefix, new Network(owner, Network.Kind.valueOf(kind))),
                new ClientStack(product, majorVersion, headerOrder, tls),
                KeyThumbprint.fromUri(key));
        return new PastObservation(
                observation,
                answer.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Outcome(
                                answer,
                                reasons.stream().map(StoredEvidence::toEvidence).toList())));
    }
}
