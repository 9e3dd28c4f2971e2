package dev.holdfast.dev.it;

import java.util.List;

/**
 * A kind of server that tests share. A test that needs one more option adds a constant here rather than a server of
 * its own.
 *
 * @param ours whether our jars are installed
 * @param ssf whether shared signals are switched on
 * @param options further options of the server
 */
public record OptionSet(String name, boolean ours, boolean ssf, List<String> options) {

    /** As people install it: our jars and shared signals. */
    public static final OptionSet DEFAULT = new OptionSet("default", true, true, List.of(DecoupledDevice.OPTION));

    /** Keycloak as it comes, with its own shared signals; these push every 30 s unless told otherwise. */
    public static final OptionSet STOCK = new OptionSet(
            "stock",
            false,
            true,
            List.of("--spi-ssf-transmitter--default--outbox-drainer-interval=1s", DecoupledDevice.OPTION));

    /** Our jars without shared signals: revocation stays local. */
    public static final OptionSet WITHOUT_SSF = new OptionSet("without-ssf", true, false, List.of());
}
