package dev.holdfast.risk.history;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.RingForm.Fields;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.signal.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what {@link RingWriter} wrote. What observations have in common is one object in memory, too. */
final class RingReader {

    private static final Evidence.Group[] GROUPS = Evidence.Group.values();

    private final CompactReader in;
    private final List<String> words;
    private final String[] fields = Fields.NONE.values().toArray(String[]::new);
    private long millis;
    private NetworkOrigin origin = NetworkOrigin.NONE;
    private ClientStack stack = ClientStack.NONE;
    private Optional<KeyThumbprint> key = Optional.empty();
    private TokenAsk ask = TokenAsk.NONE;

    private RingReader(CompactReader in, Instant base) {
        this.in = in;
        this.words = Words.read(in);
        this.millis = base.toEpochMilli();
    }

    static List<PastObservation> read(CompactReader in, Instant base) {
        RingReader reader = new RingReader(in, base);
        int count = in.count();
        List<PastObservation> ring = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ring.add(reader.next());
        }
        Collections.reverse(ring);
        return ring;
    }

    private PastObservation next() {
        int head = in.count();
        String id = CompactValue.read(in);
        millis += in.signed();
        change(head >> RingForm.CHANGED_SHIFT);
        Optional<Generation> generation =
                (head & RingForm.HAS_GENERATION) == 0 ? Optional.empty() : Optional.of(generation());
        KeyProof proof = (head & RingForm.HAS_CLOCK) == 0
                ? KeyProof.NONE
                : new KeyProof(Optional.empty(), OptionalDouble.of((double) in.signed()), OptionalDouble.empty());
        String answer = fields[Fields.ANSWER];
        return new PastObservation(
                new Observation(
                        id,
                        Instant.ofEpochMilli(millis),
                        fields[Fields.GRANT],
                        origin,
                        stack,
                        key,
                        proof,
                        ask,
                        generation),
                answer.isEmpty() ? Optional.empty() : Optional.of(outcome(answer)));
    }

    private void change(int changed) {
        for (int i = 0; i < Fields.COUNT; i++) {
            if ((changed >> i & 1) == 1) {
                fields[i] = words.get(in.count());
            }
        }
        if ((changed & Fields.ORIGIN_BITS) != 0) {
            origin = new NetworkOrigin(
                    fields[Fields.ADDRESS],
                    fields[Fields.PREFIX],
                    fields[Fields.BLOCK],
                    new Network(fields[Fields.OWNER], kind()));
        }
        if ((changed & Fields.STACK_BITS) != 0) {
            stack = new ClientStack(
                    fields[Fields.PRODUCT],
                    fields[Fields.VERSION],
                    fields[Fields.AGENT],
                    fields[Fields.HEADERS],
                    fields[Fields.TLS]);
        }
        if ((changed >> Fields.KEY & 1) == 1) {
            key = KeyThumbprint.fromUri(fields[Fields.KEY]);
        }
        if ((changed >> Fields.AUTHENTICATION & 1) == 1) {
            String auth = fields[Fields.AUTHENTICATION];
            ask = auth.isEmpty() ? TokenAsk.NONE : new TokenAsk(auth, List.of(), List.of());
        }
    }

    /** Empty only before the first observation. */
    private Network.Kind kind() {
        return fields[Fields.KIND].isEmpty() ? Network.Kind.UNKNOWN : Network.Kind.valueOf(fields[Fields.KIND]);
    }

    private Generation generation() {
        long number = in.signed();
        long issued = number + in.signed();
        return new Generation(number, issued, number + in.signed());
    }

    private Outcome outcome(String answer) {
        double rest = in.signed() / RingWriter.STEPS_PER_NAT;
        int count = in.count();
        List<Evidence> reasons = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int group = in.octet();
            double weight = in.signed() / RingWriter.STEPS_PER_NAT;
            reasons.add(new Evidence(
                    words.get(in.count()), GROUPS[group >> 1], weight, words.get(in.count()), (group & 1) == 1));
        }
        return new Outcome(answer, reasons, rest);
    }
}
