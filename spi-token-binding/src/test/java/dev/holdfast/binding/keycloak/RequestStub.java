package dev.holdfast.binding.keycloak;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.keycloak.crypto.KeyStatus;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeyManager;
import org.keycloak.models.RealmModel;

/** As much of a request as nonces look at: the realm's keys, the nonce claim of the proof, the headers of the answer. */
final class RequestStub {

    final List<KeyWrapper> keys = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>();
    private final String realm;
    private @Nullable Object claim;

    RequestStub(String realm) {
        this.realm = realm;
    }

    RequestStub key(String name, KeyStatus status) {
        KeyWrapper key = new KeyWrapper();
        key.setKid(name);
        key.setStatus(status);
        key.setSecretKey(new SecretKeySpec(name.repeat(8).getBytes(java.nio.charset.StandardCharsets.UTF_8), "HS512"));
        keys.add(key);
        return this;
    }

    RequestStub proof(@Nullable Object nonce) {
        claim = nonce;
        return this;
    }

    ServerNonces nonces() {
        KeyManager manager = stub(KeyManager.class, (self, method, arguments) -> switch (method.getName()) {
            case "getActiveKey" ->
                keys.stream()
                        .filter(key -> key.getStatus().isActive())
                        .findFirst()
                        .orElseThrow();
            case "getKeysStream" -> keys.stream();
            default -> throw new UnsupportedOperationException(method.getName());
        });
        RealmModel model = stub(RealmModel.class, (self, method, arguments) -> realm);
        return new ServerNonces(realm, RealmNonceKeys.of(manager, model), Optional.ofNullable(claim), headers::put);
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(RequestStub.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
