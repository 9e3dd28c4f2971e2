package dev.holdfast.evaluation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.oauth.ClientGrant;
import dev.holdfast.evaluation.oauth.Credential;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;
import org.keycloak.vault.VaultTranscriber;

class ConfiguredGrantTest {

    private static ConfiguredGrant grant(String secret) {
        return new ConfiguredGrant(
                "https://as.example/token", "us", secret, "scope", ClientGrant.Method.CLIENT_SECRET_POST);
    }

    @Test
    void secret_inTheVault_isReadThere() {
        assertThat(grant("${vault.known}").resolve(session()))
                .isEqualTo(new Credential.Token(new ClientGrant(
                        "https://as.example/token", "us", "s3cret", "scope", ClientGrant.Method.CLIENT_SECRET_POST)));
    }

    @Test
    void reference_thatLeadsNowhere_isNoSecret() {
        assertThat(grant("${vault.unknown}").resolve(session())).isInstanceOf(Credential.Missing.class);
    }

    @Test
    void text_ofAGrant_hasNoSecret() {
        assertThat(grant("s3cret").toString()).doesNotContain("s3cret");
    }

    private static KeycloakSession session() {
        VaultTranscriber vault = proxy(
                VaultTranscriber.class, "getStringSecret", argument -> new Secret("${vault.known}".equals(argument)));
        return proxy(KeycloakSession.class, "vault", none -> vault);
    }

    private record Secret(boolean known) implements VaultStringSecret {

        @Override
        public Optional<String> get() {
            return known ? Optional.of("s3cret") : Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static <T> T proxy(Class<T> type, String name, java.util.function.Function<Object, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                ConfiguredGrantTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (!method.getName().equals(name)) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.apply(arguments == null ? "" : arguments[0]);
                }));
    }
}
