package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.server.RunningKeycloak;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A receiver that is gone for longer than its time-out has its stream paused: events wait for it, and go when it is back. */
class InactivityIT {

    /** Keycloak's timer comes by every 30 s. */
    private static final Duration TIMER = Duration.ofSeconds(45);

    private static final String LONG_AGO = "1700000000";

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);

    @Test
    void stream_ofAReceiverThatIsGone_isPausedAndThatOfAnotherIsNot() {
        try (TransmitterRealm gone = TransmitterRealm.polling(server);
                TransmitterRealm active = TransmitterRealm.polling(server)) {
            limit(active, List.of());
            limit(gone, List.of("ssf.stream.lastActivityTimeslot", "ssf.stream.createdAt", "ssf.stream.updatedAt"));

            ScriptedReceiver.await(TIMER, () -> status(gone).equals("paused"));

            assertThat(status(active)).isEqualTo("enabled");
            gone.emit("s1");
            assertThat(gone.count("HELD")).isEqualTo(1);
            assertThat(gone.status("enabled").status()).isEqualTo(200);
            assertThat(gone.count("HELD")).isZero();
            assertThat(gone.poll()).as("what was held").hasSizeGreaterThanOrEqualTo(1);
        }
    }

    /** One second; the last activity is as it is, or long ago. */
    private static void limit(TransmitterRealm signals, List<String> longAgo) {
        AdminClient.succeed("change the receiver", signals.realm().changeClient(signals.receiver(), client -> {
            ObjectNode attributes = client.withObject("/attributes");
            attributes.put("ssf.inactivityTimeoutSeconds", "1");
            longAgo.forEach(name -> attributes.put(name, LONG_AGO));
        }));
    }

    private static String status(TransmitterRealm signals) {
        return signals.realm()
                .admin()
                .get("/" + signals.realm().name() + "/holdfast/streams")
                .json()
                .path(0)
                .path("status")
                .asText();
    }
}
