package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.it.ScriptedReceiver.Answer;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an event that a receiver does not take. */
class DeliveryIT {

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final TransmitterRealm signals = TransmitterRealm.pushing(server, receiver);

    @AfterEach
    void close() {
        signals.close();
        receiver.close();
    }

    @Test
    void push_accepted_saysWhatItAcceptsAndIsNotSentAgain() {
        signals.emit("s1");
        receiver.awaitAccepted(1);

        ScriptedReceiver.await(() -> signals.count("DELIVERED") == 1);
        assertThat(receiver.all())
                .singleElement()
                .satisfies(got -> assertThat(got.accept()).isEqualTo("application/json"));
    }

    @Test
    void push_refusedForGood_isADeadLetterAtOnceAndHoldsUpNothing() {
        AtomicInteger first = new AtomicInteger();
        receiver.answer(got -> first.getAndIncrement() == 0 ? Answer.err("invalid_audience") : Answer.ACCEPTED);

        signals.emit("s1");
        ScriptedReceiver.await(() -> signals.count("DEAD_LETTER") == 1);
        signals.emit("s1");

        receiver.awaitAccepted(1);
        assertThat(receiver.all()).hasSize(2);
    }

    @Test
    void push_refusedForNow_holdsBackLaterEventsOfItsSubjectOnly() {
        AtomicInteger attempts = new AtomicInteger();
        receiver.answer(got -> got.session().equals("a") && attempts.getAndIncrement() == 0
                ? Answer.err("invalid_key")
                : Answer.ACCEPTED);

        signals.emit("a");
        ScriptedReceiver.await(() -> !receiver.all().isEmpty());
        signals.emit("a");
        signals.emit("b");
        receiver.awaitAccepted(3);

        assertThat(receiver.accepted()).containsExactly("b", "a", "a");
        assertThat(receiver.all().stream()
                        .filter(got -> got.session().equals("a"))
                        .map(ScriptedReceiver.Got::jti))
                .hasSize(3)
                .satisfies(jtis -> assertThat(jtis.get(0)).isEqualTo(jtis.get(1)));
    }

    @Test
    void push_toAReceiverThatIsDown_opensTheCircuitAndAllArriveInOrderWhenItIsBack() {
        receiver.answer(got -> new Answer(503, ""));
        for (int i = 0; i < 30; i++) {
            signals.emit("s" + i % 3);
        }
        ScriptedReceiver.await(() -> circuit() == 2);

        receiver.answer(got -> Answer.ACCEPTED);
        receiver.awaitAccepted(30);

        assertThat(receiver.all().size()).as("tries while it was down").isLessThan(45);
        ScriptedReceiver.await(() -> circuit() == 0);
        assertThat(receiver.all().stream()
                        .filter(ScriptedReceiver.Got::accepted)
                        .map(ScriptedReceiver.Got::jti))
                .doesNotHaveDuplicates();
    }

    /** More often than Keycloak's timer, every 30 s, could do it in the time. */
    @Test
    void deadLetter_thatIsSentAgain_arrivesOnceAndAtOnce() {
        String stream = "/" + signals.realm().name() + "/holdfast/streams/" + signals.receiver() + "/dead-letters";
        AdminClient admin = signals.realm().admin();
        Instant begin = Instant.now();
        for (int i = 1; i <= 3; i++) {
            receiver.answer(got -> Answer.err("invalid_audience"));
            signals.emit("s" + i);
            ScriptedReceiver.await(() -> signals.count("DEAD_LETTER") == 1);
            JsonNode letter = admin.get(stream).json().path(0);
            assertThat(letter.path("error").asText()).contains("invalid_audience");
            receiver.answer(got -> Answer.ACCEPTED);

            ObjectNode ids = Json.object();
            ids.putArray("ids").add(letter.path("id").asText());
            assertThat(admin.post(stream + "/resend", ids).json().path("queued").asInt())
                    .isEqualTo(1);

            receiver.awaitAccepted(i);
            assertThat(receiver.all())
                    .filteredOn(ScriptedReceiver.Got::accepted)
                    .last()
                    .satisfies(got ->
                            assertThat(got.jti()).isEqualTo(letter.path("jti").asText()));
            ScriptedReceiver.await(() -> signals.count("DEAD_LETTER") == 0);
            assertThat(admin.post(stream + "/resend", ids).json().path("queued").asInt())
                    .isZero();
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(40));
        assertThat(receiver.all().stream()
                        .filter(ScriptedReceiver.Got::accepted)
                        .map(ScriptedReceiver.Got::jti))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    /** The receiver's client obtains tokens of its own realm here: any authorization server would do. */
    @Test
    void push_withClientCredentials_bearsAnAccessTokenOrIsNotSent() {
        assumeFalse(TestSettings.inContainer(), "The vault is a directory of this machine");
        TestRealm realm = signals.realm();
        String secret = RealmDraft.credentials(signals.receiver()).secret();
        Vault.keep(realm, "holdfast-push-receiver", secret);
        realm.setClientAttribute(
                signals.receiver(),
                "holdfast.push.token-endpoint",
                realm.tokens().endpoint().toString());
        realm.setClientAttribute(signals.receiver(), "holdfast.push.client-id", signals.receiver());
        // In the clear it would be seen by whoever may view clients.
        realm.setClientAttribute(signals.receiver(), "holdfast.push.client-secret", secret);
        signals.emit("s1");
        ScriptedReceiver.await(() -> attempts("unavailable") > 0);
        assertThat(receiver.all()).isEmpty();

        realm.setClientAttribute(signals.receiver(), "holdfast.push.client-secret", "${vault.holdfast-push-receiver}");
        receiver.awaitAccepted(1);

        assertThat(receiver.all().get(0).authorization()).startsWith("Bearer ey");
    }

    /** Who may change clients would have any secret of the realm sent to an address of his. */
    @Test
    void push_withAHeaderFromAnotherPartOfTheVault_isNotSent() {
        assumeFalse(TestSettings.inContainer(), "The vault is a directory of this machine");
        Vault.keep(signals.realm(), "smtp", "password-of-the-mail-server");
        Vault.keep(signals.realm(), "holdfast-push-header", "Bearer agreed");
        String header = "ssf.stream.delivery.authorizationHeader";

        signals.realm().setClientAttribute(signals.receiver(), header, "${vault.smtp}");
        signals.emit("s1");
        ScriptedReceiver.await(() -> attempts("unavailable") + receiver.all().size() > 0);
        assertThat(receiver.all()).isEmpty();

        signals.realm().setClientAttribute(signals.receiver(), header, "${vault.holdfast-push-header}");
        receiver.awaitAccepted(1);
        assertThat(receiver.all())
                .extracting(ScriptedReceiver.Got::authorization)
                .containsExactly("Bearer agreed");
    }

    private long attempts(String outcome) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("holdfast_push_seconds_count{")
                        && line.contains(signals.realm().name())
                        && line.contains(outcome))
                .count();
    }

    private int circuit() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("holdfast_push_circuit{")
                        && line.contains(signals.realm().name()))
                .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    private String metrics() {
        return Http.send(
                        Http.to(URI.create(server.managementUri() + "/metrics")).build())
                .body();
    }
}
