package dev.holdfast.evaluation.keycloak.http;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.http.conn.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the names of receivers, and gives the connection only addresses that the policy admits. What was checked is what is
 * connected to: a name that answers differently the next time (DNS rebinding) gains nothing. The name of a proxy that the
 * administrator configured is not a receiver's and is not judged.
 */
public final class PinnedResolver implements DnsResolver {

    /** A call that may fail as HTTP does. */
    interface Exchange<T> {

        /** Makes it. */
        T make() throws IOException;
    }

    private final DnsResolver names;
    private final AddressPolicy policy;
    private final ThreadLocal<@Nullable String> receiver = new ThreadLocal<>();

    /**
     * Makes one.
     *
     * @param names resolves names
     * @param policy says which of their addresses may be connected to
     */
    public PinnedResolver(DnsResolver names, AddressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    /**
     * Which addresses it gives out.
     *
     * @return the policy
     */
    public AddressPolicy policy() {
        return policy;
    }

    /** Makes a call to a host, which is judged whenever it is resolved on the way. */
    <T> T pushingTo(String host, Exchange<T> call) throws IOException {
        receiver.set(unbracketed(host));
        try {
            return call.make();
        } finally {
            receiver.remove();
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = names.resolve(host);
        String judged = receiver.get();
        if (judged != null && !judged.equalsIgnoreCase(unbracketed(host))) {
            return all;
        }
        InetAddress[] admitted = Arrays.stream(all).filter(policy::admits).toArray(InetAddress[]::new);
        if (admitted.length == 0) {
            // Without the addresses: what the inner name server says is nobody's business.
            throw new RefusedAddressException();
        }
        return admitted;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
