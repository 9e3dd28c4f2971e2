package dev.holdfast.risk.observation;

import dev.holdfast.risk.network.IpAddress;
import dev.holdfast.risk.network.NetworkTable;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one step from a raw request to its features; behind it nobody sees an address or a user agent. */
public final class FeatureExtractor {

    private record RawStack(
            @Nullable String userAgent,
            @Nullable String headerOrder,
            @Nullable String tls) {}

    private final NetworkTable networks;
    private final int remembered;
    private final Map<String, NetworkOrigin> origins = new HashMap<>();
    private final Map<RawStack, ClientStack> stacks = new HashMap<>();
    private final Map<TokenAsk, TokenAsk> asks = new HashMap<>();

    /**
     * Extracts with a table of networks.
     *
     * @param networks whose networks are whose
     */
    public FeatureExtractor(NetworkTable networks) {
        this(networks, 0);
    }

    /**
     * The same, remembering what it made of an address or a client: for a replay, which reads the same ones over and over.
     * For one thread, and for the hashes of one key only.
     *
     * @param networks whose networks are whose
     * @param values how many are remembered before it forgets all
     * @return the extractor
     */
    public static FeatureExtractor remembering(NetworkTable networks, int values) {
        return new FeatureExtractor(networks, values);
    }

    private FeatureExtractor(NetworkTable networks, int remembered) {
        this.networks = networks;
        this.remembered = remembered;
    }

    /**
     * The features of a request.
     *
     * @param request the raw request
     * @param hash the keyed hash of its realm
     * @return its features
     */
    public Observation extract(RawRequest request, KeyedHash hash) {
        return new Observation(
                request.id(),
                request.at(),
                request.grant(),
                remembered(origins, request.address().orElse(""), text -> origin(text, hash)),
                remembered(
                        stacks,
                        new RawStack(
                                request.userAgent().orElse(null),
                                request.headerOrder().orElse(null),
                                request.tlsFingerprint().orElse(null)),
                        raw -> stack(raw, hash)),
                request.key(),
                proof(request),
                remembered(asks, TokenAsk.of(request.clientAuth(), request.scopes(), request.audiences()), ask -> ask),
                request.generation());
    }

    private <K, V> V remembered(Map<K, V> memory, K key, Function<K, V> made) {
        if (remembered == 0) {
            return made.apply(key);
        }
        V known = memory.get(key);
        if (known == null) {
            if (memory.size() >= remembered) {
                memory.clear();
            }
            known = made.apply(key);
            memory.put(key, known);
        }
        return known;
    }

    private static ClientStack stack(RawStack raw, KeyedHash hash) {
        return ClientStack.of(
                raw.userAgent() == null ? "" : raw.userAgent(),
                hashed("agent", raw.userAgent(), hash),
                hashed("headers", raw.headerOrder(), hash),
                hashed("tls", raw.tls(), hash));
    }

    private static String hashed(String domain, @Nullable String value, KeyedHash hash) {
        return value == null ? "" : hash.hash(domain, bounded(value));
    }

    private static KeyProof proof(RawRequest request) {
        if (request.key().isEmpty() && request.expectedKey().isEmpty()) {
            return KeyProof.NONE;
        }
        return new KeyProof(
                request.expectedKey(),
                request.proofIssuedAt()
                        .map(issued ->
                                OptionalDouble.of((double) (request.at().toEpochMilli() - issued.toEpochMilli())))
                        .orElse(OptionalDouble.empty()),
                request.nonceRoundTripMillis());
    }

    private NetworkOrigin origin(String text, KeyedHash hash) {
        return IpAddress.parse(text)
                .map(ip -> new NetworkOrigin(
                        hash.hash("address", ip.text()),
                        hash.hash("prefix", ip.prefix().text()),
                        hash.hash("block", ip.block().text()),
                        networks.find(ip)))
                .orElse(NetworkOrigin.NONE);
    }

    /** A header may be 64 KB long; more than this of it tells nothing. */
    private static String bounded(String header) {
        return header.length() <= 1024 ? header : header.substring(0, 1024);
    }
}
