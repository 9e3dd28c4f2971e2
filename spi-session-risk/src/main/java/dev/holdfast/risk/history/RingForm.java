package dev.holdfast.risk.history;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import java.util.List;

/** What {@link RingWriter} and {@link RingReader} agree on. */
final class RingForm {

    static final int HAS_GENERATION = 1;
    static final int HAS_CLOCK = 2;
    /** The bits above say which fields differ from those of the next newer observation. */
    static final int CHANGED_SHIFT = 2;

    /** The longest value in bytes; no name that Keycloak or a table of networks gives is longer. */
    private static final int VALUE_MOST = 64;

    private RingForm() {}

    /** The fields of an observation that tend to repeat, in the order of how often they change. */
    record Fields(List<String> values) {

        static final int ANSWER = 0;
        static final int ADDRESS = 1;
        static final int PREFIX = 2;
        static final int BLOCK = 3;
        static final int OWNER = 4;
        static final int AGENT = 5;
        static final int KIND = 6;
        static final int PRODUCT = 7;
        static final int VERSION = 8;
        static final int HEADERS = 9;
        static final int TLS = 10;
        static final int KEY = 11;
        static final int GRANT = 12;
        static final int AUTHENTICATION = 13;
        static final int COUNT = 14;

        static final int ORIGIN_BITS = 1 << ADDRESS | 1 << PREFIX | 1 << BLOCK | 1 << OWNER | 1 << KIND;
        static final int STACK_BITS = 1 << PRODUCT | 1 << VERSION | 1 << AGENT | 1 << HEADERS | 1 << TLS;

        static final Fields NONE = new Fields(java.util.Collections.nCopies(COUNT, ""));

        static Fields of(PastObservation past) {
            Observation observation = past.observation();
            NetworkOrigin origin = observation.network();
            Network network = origin.network();
            ClientStack stack = observation.stack();
            return new Fields(List.of(
                    cut(past.outcome().map(Outcome::answer).orElse("")),
                    cut(origin.address()),
                    cut(origin.prefix()),
                    // The block stands in for the owner of an unlisted address, and for nothing else.
                    network.kind() == Network.Kind.UNKNOWN ? cut(origin.block()) : "",
                    cut(network.owner()),
                    cut(stack.agent()),
                    network.kind().name(),
                    cut(stack.product()),
                    cut(stack.majorVersion()),
                    cut(stack.headerOrder()),
                    cut(stack.tls()),
                    observation.key().map(KeyThumbprint::toUri).orElse(""),
                    cut(observation.grant()),
                    cut(observation.ask().clientAuth())));
        }

        private static String cut(String value) {
            return CompactWriter.cut(value, VALUE_MOST);
        }

        String get(int field) {
            return values.get(field);
        }

        int changedFrom(Fields other) {
            int changed = 0;
            for (int i = 0; i < COUNT; i++) {
                changed |= values.get(i).equals(other.values.get(i)) ? 0 : 1 << i;
            }
            return changed;
        }
    }
}
