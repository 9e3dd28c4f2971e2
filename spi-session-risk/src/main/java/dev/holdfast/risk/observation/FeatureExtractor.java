package dev.holdfast.risk.observation;

import dev.holdfast.risk.network.IpAddress;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.network.NetworkTable;
import java.util.Optional;

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
                        request.headerOrder()
                                .map(order -> hash.hash("headers", order))
                                .orElse(""),
                        request.tlsFingerprint()
                                .map(tls -> hash.hash("tls", tls))
                                .orElse("")),
                request.key());
    }

    private NetworkOrigin origin(Optional<IpAddress> address, KeyedHash hash) {
        return address.map(ip -> new NetworkOrigin(
                        hash.hash("address", ip.toString()),
                        hash.hash("prefix", ip.prefix().toString()),
                        networks.find(ip)))
                .orElse(new NetworkOrigin("", "", Network.UNKNOWN));
    }
}
