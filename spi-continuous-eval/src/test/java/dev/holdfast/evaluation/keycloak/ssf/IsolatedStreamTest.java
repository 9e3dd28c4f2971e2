package dev.holdfast.evaluation.keycloak.ssf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.ModelException;

/** Only what leaves the transaction whole is survived: else a session could end of which nobody is told. */
class IsolatedStreamTest {

    private boolean rollbackOnly;

    @Test
    void attempt_ofWhatMakesNoSense_isEmptyAndTheNextIsDone() {
        try (IsolatedStream stream = stream()) {
            assertThat(stream.attempt(() -> fail(new IllegalArgumentException("no such method"))))
                    .isEmpty();
            assertThat(stream.attempt(() -> "told")).contains("told");
        }
    }

    @Test
    void attempt_thatTheDatabaseFails_isThrown() {
        try (IsolatedStream stream = stream()) {
            assertThatThrownBy(() -> stream.attempt(() -> fail(new PersistenceException("no row"))))
                    .isInstanceOf(PersistenceException.class);
            assertThatThrownBy(() ->
                            stream.attempt(() -> fail(new ModelException("no row", new SQLException("no connection")))))
                    .isInstanceOf(ModelException.class);
        }
    }

    @Test
    void attempt_thatSpoilsTheTransaction_isThrown() {
        try (IsolatedStream stream = stream()) {
            assertThatThrownBy(() -> stream.attempt(() -> {
                        rollbackOnly = true;
                        return fail(new IllegalStateException("rolled back"));
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static String fail(RuntimeException failure) {
        throw failure;
    }

    private IsolatedStream stream() {
        KeycloakTransactionManager transaction =
                stub(KeycloakTransactionManager.class, (self, method, arguments) -> rollbackOnly);
        return new IsolatedStream(stub(KeycloakSession.class, (self, method, arguments) -> transaction), "receiver");
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(IsolatedStreamTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
