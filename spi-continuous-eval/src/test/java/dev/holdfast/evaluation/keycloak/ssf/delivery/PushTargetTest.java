package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.keycloak.http.AuthorizedPost;
import dev.holdfast.evaluation.oauth.Credential;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.stream.StreamConfig;
import org.keycloak.ssf.transmitter.stream.StreamDeliveryConfig;

class PushTargetTest {

    private static final String HEADER = "ssf.stream.delivery.authorizationHeader";

    private final Map<String, String> attributes = new HashMap<>();
    private final StreamConfig stream = new StreamConfig();
    private final StreamDeliveryConfig delivery = new StreamDeliveryConfig();

    /** As Keycloak reads a stream: what is stored is a reference, what it gives is what the vault has for it. */
    private PushTarget target(String stored, String resolved) {
        attributes.put(HEADER, stored);
        delivery.setAuthorizationHeader(resolved);
        return target();
    }

    private PushTarget target() {
        delivery.setEndpointUrl("https://receiver.example/events");
        stream.setDelivery(delivery);
        stream.setStreamId("s");
        return PushTarget.of(proxy(KeycloakSession.class, unasked()), client(), stream, SsfTransmitterConfig.defaults())
                .orElseThrow();
    }

    @Test
    void header_agreed_isSent() {
        assertThat(target("Bearer agreed", "Bearer agreed").credential())
                .isEqualTo(new Credential.Header("Bearer agreed"));
    }

    @Test
    void header_ofOurPartOfTheVault_isSent() {
        assertThat(target("${vault.holdfast-push-header-api}", "Bearer of-the-vault")
                        .credential())
                .isEqualTo(new Credential.Header("Bearer of-the-vault"));
    }

    /** Else whoever may change clients could have any secret of the realm sent to an address of his. */
    @ParameterizedTest
    @CsvSource({
        "${vault.smtp}, of-the-realm",
        "${vault.ldap_bind}, of-the-realm",
        "${vault.holdfastpush}, of-the-realm",
        "${vault.holdfast-push-secret-for-another-receiver}, of-the-realm",
        "${vault.unknown}, ${vault.unknown}",
        "${vault.holdfast-push-header-unknown}, ${vault.holdfast-push-header-unknown}"
    })
    void header_ofSomethingElseInTheVault_leavesNoCredential(String stored, String resolved) {
        assertThat(target(stored, resolved).credential())
                .isInstanceOfSatisfying(
                        Credential.Missing.class,
                        missing -> assertThat(missing.why()).doesNotContain("of-the-realm"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1000, 600000
            600000, 1000
            600000, 600000
            2147483647, 2147483647
            """)
    void timeouts_tooLong_leaveAnAttemptInsideTheLease(int connect, int answer) {
        stream.setPushEndpointConnectTimeoutMillis(connect);
        stream.setPushEndpointSocketTimeoutMillis(answer);

        PushTarget target = target();

        Duration left = OutboxClaims.LEASE.dividedBy(2);
        assertThat(AuthorizedPost.longest(target.connect(), target.answer())).isLessThan(left);
        assertThat(target.connect()).isPositive();
        assertThat(target.answer()).isPositive();
    }

    @Test
    void timeouts_thatFit_areAsTheyAreSet() {
        stream.setPushEndpointConnectTimeoutMillis(2_000);
        stream.setPushEndpointSocketTimeoutMillis(15_000);

        assertThat(target().connect()).isEqualTo(Duration.ofSeconds(2));
        assertThat(target().answer()).isEqualTo(Duration.ofSeconds(15));
    }

    private ClientModel client() {
        RealmModel realm = proxy(RealmModel.class, (proxy, method, args) -> "r");
        return proxy(ClientModel.class, (proxy, method, args) -> switch (method.getName()) {
            case "getAttribute" -> attributes.get((String) args[0]);
            case "getRealm" -> realm;
            default -> "receiver";
        });
    }

    private static InvocationHandler unasked() {
        return (proxy, method, args) -> {
            throw new AssertionError("nothing is asked of the session");
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
