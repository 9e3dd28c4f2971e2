package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.RunningKeycloak;
import java.util.UUID;

/**
 * A realm of one test class, with a name of its own so that classes can share a server; deleted when closed.
 *
 * @param name of the realm
 * @param admin who created it
 * @param tokens its token endpoint
 */
public record TestRealm(String name, AdminClient admin, TokenClient tokens) implements AutoCloseable {

    /** The demo realm with our policies; needs a server with our jars. */
    public static TestRealm guarded(RunningKeycloak server) {
        return create(server, DemoSetting.realm("unnamed"));
    }

    /** The demo realm without our policies, which any server takes. */
    public static TestRealm unguarded(RunningKeycloak server) {
        return create(server, withoutPolicies("unnamed"));
    }

    /** The demo realm without our policies, still to be created. */
    static ObjectNode withoutPolicies(String name) {
        ObjectNode realm = DemoSetting.realm(name);
        realm.remove("clientProfiles");
        realm.remove("clientPolicies");
        // What a policy of ours would have shortened.
        return realm.put("accessTokenLifespan", 300);
    }

    /** A realm from its JSON; its name is replaced. */
    public static TestRealm create(RunningKeycloak server, ObjectNode realm) {
        String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
        AdminClient admin = new AdminClient(server);
        admin.createRealm(realm.put("realm", name));
        return new TestRealm(name, admin, TokenClient.ofRealm(server.realm(name)));
    }

    @Override
    public void close() {
        admin.deleteRealm(name);
    }
}
