package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The runner of the demo in a realm with receivers of events: what its sessions cause is heard by those that it concerns. */
final class HeardRunner implements AutoCloseable {

    /** Whose audiences its tokens carry. */
    static final List<String> CONCERNED = List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED);

    static final String HOME = "192.0.2.10";
    static final String ABROAD = "203.0.113.77";
    static final String PROGRAM = "ci-runner/4.2";

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DpopKey key = DpopKey.generate();
    private final SignalReceivers receivers;
    private final TestRealm realm;

    private HeardRunner(SignalReceivers receivers, TestRealm realm) {
        this.receivers = receivers;
        this.realm = realm;
    }

    /** In a realm that is made of this draft. */
    static HeardRunner in(RealmDraft draft) {
        SignalReceivers receivers = new SignalReceivers();
        SignalReceivers.audiences((ObjectNode) draft.json().at("/clients/0"), CONCERNED);
        receivers.addTo(draft);
        return new HeardRunner(receivers, draft.on(Servers.get(OptionSet.DEFAULT)));
    }

    TestRealm realm() {
        return realm;
    }

    /** The receivers register their streams. */
    void areToHear(EventType... types) {
        receivers.listen(realm, Set.of(types));
    }

    /** A session, begun at home. */
    TokenAnswer authenticate() {
        return realm.tokens()
                .send(TokenCall.clientCredentials().as(RUNNER).holding(key).from(HOME, PROGRAM));
    }

    /** As it does all day. */
    TokenAnswer refresh(TokenAnswer tokens) {
        return refresh(tokens, HOME, PROGRAM, key);
    }

    /** With its key from elsewhere, by another program. */
    TokenAnswer refresh(TokenAnswer tokens, String from, String program) {
        return refresh(tokens, from, program, key);
    }

    /** With the secret, and with another's key. */
    TokenAnswer refresh(TokenAnswer tokens, String from, String program, DpopKey holder) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RUNNER)
                        .holding(holder)
                        .from(from, program));
    }

    /** All that a receiver has heard, once there are so many. */
    List<VerifiedEvent> heard(String receiver, int atLeast) {
        assertThat(receivers.await(receiver, atLeast, PATIENCE))
                .as("%s heard %s", receiver, receivers.heard(receiver))
                .isTrue();
        return receivers.heard(receiver);
    }

    /** All that a receiver has heard, once something about this session is among it. */
    List<VerifiedEvent> heardOf(String receiver, String session) {
        assertThat(receivers.await(receiver, session, 0, PATIENCE))
                .as("%s heard %s", receiver, receivers.heard(receiver))
                .isTrue();
        return receivers.heard(receiver);
    }

    @Override
    public void close() {
        receivers.close();
        realm.close();
    }
}
