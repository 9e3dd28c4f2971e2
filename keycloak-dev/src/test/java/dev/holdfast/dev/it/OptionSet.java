package dev.holdfast.dev.it;

import java.util.List;

/**
 * A kind of server that tests share. A test that needs one more option adds a constant here rather than a server of
 * its own.
 *
 * @param ours whether our jars are installed
 * @param ssf whether shared signals are switched on
 * @param tls whether it also speaks TLS and asks callers for certificates
 * @param options further options of the server
 */
public record OptionSet(String name, boolean ours, boolean ssf, boolean tls, List<String> options) {

    private static final String CERTIFICATE_IN_HEADER = "--spi-x509cert-lookup--provider=rfc9440";

    /** As people install it: our jars and shared signals. */
    public static final OptionSet DEFAULT =
            new OptionSet("default", true, true, List.of(DecoupledDevice.SHARED.option()));

    /** Keycloak as it comes, with its own shared signals; these push every 30 s unless told otherwise. */
    public static final OptionSet STOCK = new OptionSet(
            "stock",
            false,
            true,
            List.of("--spi-ssf-transmitter--default--outbox-drainer-interval=1s", DecoupledDevice.SHARED.option()));

    /**
     * Our jars without shared signals: revocation stays local. Certificates come in the header {@code Client-Cert} from a proxy on
     * this machine.
     */
    public static final OptionSet WITHOUT_SSF =
            new OptionSet("without-ssf", true, false, List.of(CERTIFICATE_IN_HEADER));

    /** Our jars, over TLS; callers may show certificates of {@link Servers#AUTHORITY}. */
    public static final OptionSet MTLS = new OptionSet("mtls", true, true, true, List.of());

    /** Keycloak as it comes, over TLS. */
    public static final OptionSet STOCK_MTLS = new OptionSet("stock-mtls", false, true, true, List.of());

    /** The trusted proxy is another machine, so this one is a stranger. */
    public static final OptionSet PROXIED_ELSEWHERE = new OptionSet(
            "proxied-elsewhere", true, false, List.of(CERTIFICATE_IN_HEADER, "--proxy-trusted-addresses=10.0.0.1"));

    /** No proxy is named, so everybody is one. */
    public static final OptionSet PROXIED_BY_ANYBODY = new OptionSet(
            "proxied-by-anybody", true, false, List.of(CERTIFICATE_IN_HEADER, "--proxy-trusted-addresses="));

    /** A server without TLS. */
    public OptionSet(String name, boolean ours, boolean ssf, List<String> options) {
        this(name, ours, ssf, false, options);
    }
}
