package dev.holdfast.risk.observation;

import dev.holdfast.risk.network.IpAddress;
import dev.holdfast.risk.network.NetworkTable;
import java.util.Optional;
import java.util.OptionalDouble;

/** The one step from a raw request to its features; behind it nobody sees an address or a user agent. */
public final class FeatureExtractor {

    private final NetworkTable networks;

    /**
     * Extracts with a table of networks.
     *
     * @param networks whose networks are whose
     */
    public FeatureExtractor(NetworkTable networks) {
        this.networks = networks;
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
                origin(request.address().flatMap(IpAddress::parse), hash),
                ClientStack.of(
                        request.userAgent().orElse(""),
                        request.userAgent()
                                .map(agent -> hash.hash("agent", bounded(agent)))
                                .orElse(""),
                        request.headerOrder()
                                .map(order -> hash.hash("headers", bounded(order)))
                                .orElse(""),
                        request.tlsFingerprint()
                                .map(tls -> hash.hash("tls", bounded(tls)))
                                .orElse("")),
                request.key(),
                proof(request),
                TokenAsk.of(request.clientAuth(), request.scopes(), request.audiences()),
                request.generation());
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

    private NetworkOrigin origin(Optional<IpAddress> address, KeyedHash hash) {
        return address.map(ip -> new NetworkOrigin(
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
