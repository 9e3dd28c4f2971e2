package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The form in which an update travels to where the history is: that of a ring with one observation. */
public final class UpdateBytes {

    private static final int OBSERVE = 1;
    private static final int REFUSE = 2;
    private static final int REFUSE_AND_END = 3;
    private static final int CONCLUDE = 4;
    private static final int CONCLUDE_AND_END = 5;

    /** More than one observation with its reasons can take. */
    private static final int MOST = 4_096;

    private static final int NAME_MOST = 255;

    private UpdateBytes() {}

    /**
     * Writes an update.
     *
     * @param update the update
     * @return its bytes
     */
    public static byte[] write(HistoryUpdate update) {
        CompactWriter out = new CompactWriter();
        if (update instanceof HistoryUpdate.Observe observe) {
            out.octet(OBSERVE);
            names(out, observe.clientId(), observe.hashKeyId());
            ring(out, new PastObservation(observe.observation(), Optional.empty()));
        } else if (update instanceof HistoryUpdate.Refuse refuse) {
            out.octet(refuse.ends() ? REFUSE_AND_END : REFUSE);
            names(out, refuse.clientId(), refuse.hashKeyId());
            ring(out, new PastObservation(refuse.observation(), Optional.of(refuse.outcome())));
        } else if (update instanceof HistoryUpdate.Conclude conclude) {
            out.octet(conclude.endedAt().isPresent() ? CONCLUDE_AND_END : CONCLUDE);
            conclude.endedAt().ifPresent(at -> out.signed(at.toEpochMilli()));
            ring(out, new PastObservation(named(conclude.observationId()), Optional.of(conclude.outcome())));
        }
        return out.toBytes();
    }

    /**
     * Reads an update.
     *
     * @param bytes what {@link #write} wrote
     * @return the update
     */
    public static HistoryUpdate read(byte[] bytes) {
        CompactReader in = new CompactReader(bytes);
        int kind = in.octet();
        if (kind == CONCLUDE || kind == CONCLUDE_AND_END) {
            Optional<Instant> endedAt =
                    kind == CONCLUDE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(in.signed()));
            PastObservation past = ring(in);
            return new HistoryUpdate.Conclude(
                    past.observation().id(), past.outcome().orElseThrow(), endedAt);
        }
        String clientId = in.text();
        String hashKeyId = in.text();
        PastObservation past = ring(in);
        return kind == OBSERVE
                ? new HistoryUpdate.Observe(clientId, hashKeyId, past.observation())
                : new HistoryUpdate.Refuse(
                        clientId, hashKeyId, past.observation(), past.outcome().orElseThrow(), kind == REFUSE_AND_END);
    }

    private static void names(CompactWriter out, String clientId, String hashKeyId) {
        out.text(clientId, NAME_MOST);
        out.text(hashKeyId, NAME_MOST);
    }

    private static void ring(CompactWriter out, PastObservation only) {
        out.raw(RingWriter.write(List.of(only), Instant.EPOCH, MOST));
    }

    private static PastObservation ring(CompactReader in) {
        return RingReader.read(in, Instant.EPOCH).get(0);
    }

    private static Observation named(String id) {
        return new Observation(
                id,
                Instant.EPOCH,
                "",
                NetworkOrigin.NONE,
                ClientStack.NONE,
                Optional.empty(),
                KeyProof.NONE,
                TokenAsk.NONE,
                Optional.empty());
    }
}
