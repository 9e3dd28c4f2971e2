package dev.holdfast.risk.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

class RecentlyToldTest {

    private final Set<String> memory = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private String realm = "one";
    private boolean reachable = true;

    @Test
    void once_theSameAgain_isToldOnce() {
        tell("key", "app", "k1");
        tell("key", "app", "k1");
        tell("key", "app", "k2");

        assertThat(told).containsExactly("key app k1", "key app k2");
    }

    @Test
    void once_inAnotherRealm_isToldThere() {
        tell("key", "app", "k1");
        realm = "two";
        tell("key", "app", "k1");

        assertThat(told).hasSize(2);
    }

    @Test
    void once_thatFailed_isToldTheNextTime() {
        assertThatThrownBy(() -> recently()
                        .once(
                                () -> {
                                    throw new IllegalStateException("no database");
                                },
                                "key",
                                "app"))
                .hasMessage("no database");

        tell("key", "app");

        assertThat(told).containsExactly("key app");
    }

    @Test
    void once_nothingCanBeLookedUp_isTold() {
        reachable = false;

        tell("key", "app");

        assertThat(told).containsExactly("key app");
    }

    private void tell(String... what) {
        recently().once(() -> told.add(String.join(" ", what)), what);
    }

    private RecentlyTold recently() {
        RealmModel model = stub(RealmModel.class, (self, method, arguments) -> realm);
        KeycloakContext context = stub(KeycloakContext.class, (self, method, arguments) -> model);
        SingleUseObjectProvider objects =
                stub(SingleUseObjectProvider.class, (self, method, arguments) -> switch (method.getName()) {
                    case "putIfAbsent" -> {
                        if (!reachable) {
                            throw new IllegalStateException("no cache");
                        }
                        assertThat(arguments[1]).isEqualTo(300L);
                        yield memory.add((String) arguments[0]);
                    }
                    case "remove" -> {
                        memory.remove((String) arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new RecentlyTold(stub(
                KeycloakSession.class,
                (self, method, arguments) -> method.getName().equals("getContext") ? context : objects));
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(RecentlyToldTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
