package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.oauth.ClientGrant;
import dev.holdfast.evaluation.oauth.Credential;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.DefaultVaultRawSecret;
import org.keycloak.vault.DefaultVaultTranscriber;
import org.keycloak.vault.VaultProvider;
import org.keycloak.vault.VaultRawSecret;

class PushAttributeTest {

    private static final Map<String, String> VAULT = Map.of("holdfast-push-api", "s3cret", "ldap", "of-the-realm");

    private final Map<String, String> attributes = new HashMap<>(Map.of(
            "holdfast.push.token-endpoint", "https://as.example/token",
            "holdfast.push.client-id", "keycloak",
            "holdfast.push.client-secret", "${vault.holdfast-push-api}"));

    private Credential credential() {
        return PushAttribute.of(session(), client(), Optional.of("Bearer static"));
    }

    @Test
    void attributes_complete_replaceTheHeaderOfTheStream() {
        attributes.put("holdfast.push.scope", "events");

        assertThat(credential())
                .isEqualTo(new Credential.Token(new ClientGrant(
                        "https://as.example/token",
                        "keycloak",
                        "s3cret",
                        "events",
                        ClientGrant.Method.CLIENT_SECRET_BASIC)));
    }

    @Test
    void attributes_none_leaveTheHeaderOfTheStream() {
        attributes.clear();

        assertThat(credential()).isEqualTo(new Credential.Header("Bearer static"));
        assertThat(PushAttribute.of(session(), client(), Optional.empty())).isEqualTo(new Credential.None());
    }

    /** Half a configuration is not taken for none: the static header would go where a token was meant to. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            holdfast.push.token-endpoint, ''
            holdfast.push.client-id, ''
            holdfast.push.client-secret, ''
            holdfast.push.client-auth, none
            """)
    void attributes_thatMakeNoSense_leaveNoCredential(String name, String value) {
        attributes.put(name, value);

        assertThat(credential())
                .isEqualTo(new Credential.Missing("the attribute " + name + " is missing or not acceptable"));
    }

    /** Else whoever may change a client could have any secret of the realm sent to an address of his. */
    @Test
    void secret_ofSomethingElseInTheVault_isNotRead() {
        attributes.put("holdfast.push.client-secret", "${vault.ldap}");

        assertThat(credential()).isInstanceOf(Credential.Missing.class);
    }

    /** Attributes are seen by whoever may view clients, in admin events and in exports. */
    @Test
    void secret_inTheClear_isNotUsed() {
        attributes.put("holdfast.push.client-secret", "s3cret");

        assertThat(credential())
                .isInstanceOfSatisfying(
                        Credential.Missing.class,
                        missing -> assertThat(missing.why())
                                .contains("holdfast.push.client-secret", "${vault.holdfast-push")
                                .doesNotContain("s3cret"));
    }

    @Test
    void secret_thatTheVaultDoesNotHave_isNotTheReference() {
        attributes.put("holdfast.push.client-secret", "${vault.holdfast-push-unknown}");

        assertThat(credential()).isInstanceOf(Credential.Missing.class);
    }

    private ClientModel client() {
        return proxy(ClientModel.class, (proxy, method, args) -> attributes.get((String) args[0]));
    }

    private static KeycloakSession session() {
        VaultProvider vault = new VaultProvider() {
            @Override
            public VaultRawSecret obtainSecret(String name) {
                return DefaultVaultRawSecret.forBuffer(Optional.ofNullable(VAULT.get(name))
                        .map(secret -> ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8))));
            }

            @Override
            public void close() {}
        };
        return proxy(KeycloakSession.class, (proxy, method, args) -> new DefaultVaultTranscriber(vault));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
