package dev.holdfast.binding.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.nonce.NonceScope;
import dev.holdfast.binding.nonce.NonceVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.crypto.KeyStatus;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;

class ServerNoncesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.500Z");
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final RequestStub first = request("realm-a").key("k1", KeyStatus.ACTIVE);

    @Test
    void challenge_always_isARefusalWithOneNonceThatIsNotToBeKept() {
        ServerNonces nonces = first.nonces();

        ClientPolicyException refusal = nonces.challenge(NOW, nonces.general());

        assertThat(refusal.getError()).isEqualTo("use_dpop_nonce");
        assertThat(refusal.getErrorStatus().getStatusCode()).isEqualTo(400);
        assertThat(first.headers).containsOnlyKeys("DPoP-Nonce", "Cache-Control");
        assertThat(first.headers).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void offer_twice_leavesOneHeader() {
        ServerNonces nonces = first.nonces();

        nonces.offer(NOW, nonces.general());
        nonces.offer(NOW, nonces.challengeTo("session-1"));

        assertThat(answered("realm-a", "k1", nonces.challengeTo("session-1"), offered()))
                .isEqualTo(new NonceVerdict.Valid(Duration.ofMillis(40), true));
    }

    @Test
    void nonces_askedForAgain_areTheSameWithTheVerdictOfTheFirstTime() {
        first.nonces().offer(NOW, new NonceScope.General("realm-a"));
        KeycloakSession session = first.proof(offered()).session();
        ServerNonces nonces = ServerNonces.of(session);
        NonceVerdict verdict = nonces.verify(NOW, LIFETIME, nonces.general());
        int derived = first.derived;

        ServerNonces again = ServerNonces.of(session);

        assertThat(again).isSameAs(nonces);
        assertThat(verdict).isInstanceOf(NonceVerdict.Valid.class);
        assertThat(again.verify(NOW.plus(LIFETIME).plusMillis(1), LIFETIME, nonces.general()))
                .isEqualTo(verdict);
        assertThat(again.verify(NOW, LIFETIME, nonces.challengeTo("session-1"))).isEqualTo(new NonceVerdict.Unknown());
        assertThat(first.derived).isEqualTo(derived);
    }

    @Test
    void nonces_askedForBeforeThereWasAProof_areNotKeptForIt() {
        KeycloakSession session = first.session();
        ServerNonces before = ServerNonces.of(session);
        assertThat(before.presented()).isEmpty();

        first.proof("some");

        assertThat(ServerNonces.of(session).presented()).contains("some");
    }

    @Test
    void verify_ofWhatAnotherNodeIssued_isValid() {
        ServerNonces nonces = first.nonces();
        nonces.offer(NOW, nonces.general());

        assertThat(answered("realm-a", "k1", nonces.general(), offered()))
                .isEqualTo(new NonceVerdict.Valid(Duration.ofMillis(40), false));
    }

    @Test
    void verify_inAnotherRealmWithTheSameKey_isUnknown() {
        ServerNonces nonces = first.nonces();
        nonces.offer(NOW, nonces.general());

        assertThat(answered("realm-b", "k1", new NonceScope.General("realm-b"), offered()))
                .isEqualTo(new NonceVerdict.Unknown());
    }

    @Test
    void verify_afterTheRealmGotANewKey_isValidWhileTheOldOneIsPassive() {
        ServerNonces nonces = first.nonces();
        nonces.offer(NOW, nonces.general());
        RequestStub rotated = request("realm-a")
                .key("k1", KeyStatus.PASSIVE)
                .key("k2", KeyStatus.ACTIVE)
                .proof(offered());

        assertThat(verify(rotated, nonces.general())).isInstanceOf(NonceVerdict.Valid.class);
    }

    @Test
    void verify_afterTheOldKeyWasDisabled_isUnknown() {
        ServerNonces nonces = first.nonces();
        nonces.offer(NOW, nonces.general());
        RequestStub rotated = request("realm-a")
                .key("k1", KeyStatus.DISABLED)
                .key("k2", KeyStatus.ACTIVE)
                .proof(offered());

        assertThat(verify(rotated, nonces.general())).isEqualTo(new NonceVerdict.Unknown());
    }

    @Test
    void issue_withAPassiveKeyListedFirst_usesTheActiveOne() {
        RequestStub both = request("realm-a").key("k1", KeyStatus.PASSIVE).key("k2", KeyStatus.ACTIVE);
        ServerNonces nonces = both.nonces();
        nonces.offer(NOW, nonces.general());

        assertThat(answered("realm-a", "k2", nonces.general(), both.headers.get("DPoP-Nonce")))
                .isInstanceOf(NonceVerdict.Valid.class);
    }

    static List<Object> notANonce() {
        return List.of(4711, true, List.of("a"), "bogus");
    }

    @ParameterizedTest
    @MethodSource("notANonce")
    void verify_ofAClaimThatIsNoNonce_isUnknown(Object claim) {
        assertThat(verify(first.proof(claim), new NonceScope.General("realm-a")))
                .isEqualTo(new NonceVerdict.Unknown());
    }

    @Test
    void verify_withoutTheClaimOrWithoutAProof_isUnknown() {
        assertThat(verify(first, new NonceScope.General("realm-a"))).isEqualTo(new NonceVerdict.Unknown());
        assertThat(verify(first.proof(null), new NonceScope.General("realm-a"))).isEqualTo(new NonceVerdict.Unknown());
        assertThat(first.nonces().presented()).isEmpty();
    }

    private @Nullable String offered() {
        return first.headers.get("DPoP-Nonce");
    }

    private static NonceVerdict answered(String realm, String key, NonceScope scope, @Nullable String nonce) {
        return verify(request(realm).key(key, KeyStatus.ACTIVE).proof(nonce), scope);
    }

    private static NonceVerdict verify(RequestStub request, NonceScope scope) {
        return request.nonces().verify(NOW.plusMillis(40), LIFETIME, scope);
    }

    private static RequestStub request(String realm) {
        return new RequestStub(realm);
    }
}
