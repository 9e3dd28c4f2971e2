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
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.util.DPoPUtil;

/** As much of a request as nonces look at: the realm's keys, the nonce claim of the proof, the headers of the answer. */
final class RequestStub {

    final List<KeyWrapper> keys = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>();
    /** How often the keys of the realm were asked for. */
    int derived;

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
        return new ServerNonces(realm, RealmNonceKeys.of(manager(), model()), Optional.ofNullable(claim), headers::put);
    }

    /** A session that serves this request; what is asked of {@link #proof} later, it sees later. */
    KeycloakSession session() {
        Map<String, Object> attributes = new TreeMap<>();
        KeycloakContext context = stub(KeycloakContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getRealm" -> model();
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return stub(KeycloakSession.class, (self, method, arguments) -> switch (method.getName()) {
            case "getContext" -> context;
            case "keys" -> manager();
            case "getAttribute" ->
                arguments[0].equals(DPoPUtil.DPOP_SESSION_ATTRIBUTE) ? dpop() : attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private @Nullable DPoP dpop() {
        if (claim == null) {
            return null;
        }
        DPoP proof = new DPoP();
        proof.setOtherClaims("nonce", claim);
        return proof;
    }

    private KeyManager manager() {
        return stub(KeyManager.class, (self, method, arguments) -> switch (method.getName()) {
            case "getActiveKey" -> {
                derived++;
                yield keys.stream()
                        .filter(key -> key.getStatus().isActive())
                        .findFirst()
                        .orElseThrow();
            }
            case "getKeysStream" -> keys.stream();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private RealmModel model() {
        return stub(RealmModel.class, (self, method, arguments) -> realm);
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(RequestStub.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
