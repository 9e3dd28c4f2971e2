package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TlsCaller;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A realm that is called over TLS, with clients of one test each: a theft locks a client for whoever comes after. */
final class CertificateRealm implements AutoCloseable {

    /** The client flag that alone makes stock Keycloak bind tokens to certificates. */
    static final String MTLS_FLAG = "tls.client.certificate.bound.access.tokens";

    private final TestRealm realm;
    private final URI issuer;
    private final TlsCaller anonymous = TlsCaller.withoutCertificate(Servers.AUTHORITY);
    private final Map<ClientCertificate, TlsCaller> callers = new ConcurrentHashMap<>();

    private CertificateRealm(RunningKeycloak server, TestRealm realm) {
        this.realm = realm;
        this.issuer = URI.create(server.tlsUri() + "/realms/" + realm.name());
    }

    /** With our policies, these settings of the binding among them. */
    static CertificateRealm guarded(Map<String, String> settings) {
        ObjectNode json = DemoSetting.realm("unnamed");
        ObjectNode binding = (ObjectNode) json.at("/clientProfiles/profiles/0/executors/0/configuration");
        settings.forEach(binding::put);
        RunningKeycloak server = Servers.get(OptionSet.MTLS);
        return new CertificateRealm(server, TestRealm.create(server, json));
    }

    /** On Keycloak as it comes. */
    static CertificateRealm stock() {
        RunningKeycloak server = Servers.get(OptionSet.STOCK_MTLS);
        return new CertificateRealm(server, TestRealm.unguarded(server));
    }

    static ClientCertificate certificate(String subject) {
        return Servers.AUTHORITY.client(subject);
    }

    /** A client with a secret, a service account and refresh tokens. */
    Credentials client(Map<String, String> attributes) {
        String id = "client-" + UUID.randomUUID();
        ObjectNode json = client(id, attributes);
        json.put("secret", "the-secret-of-" + id);
        create(json);
        return new Credentials(id, "the-secret-of-" + id);
    }

    /** A client that authenticates with a certificate of this subject ({@code tls_client_auth}); returns its id. */
    String workload(String subject) {
        String id = "workload-" + UUID.randomUUID();
        create(client(
                        id,
                        Map.of(
                                "x509.subjectdn",
                                subject,
                                "x509.casubjectdn",
                                Servers.AUTHORITY
                                        .root()
                                        .getSubjectX500Principal()
                                        .getName()))
                .put("clientAuthenticatorType", "client-x509"));
        return id;
    }

    /** Sets an attribute of a client. */
    void set(String clientId, String attribute, String value) {
        ObjectNode client =
                (ObjectNode) realm.admin().client(realm.name(), clientId).orElseThrow();
        ((ObjectNode) client.path("attributes")).put(attribute, value);
        AdminClient.succeed(
                "change " + clientId,
                realm.admin()
                        .put(
                                "/" + realm.name() + "/clients/"
                                        + client.path("id").asText(),
                                client));
    }

    TokenAnswer send(TokenCall call) {
        return TokenClient.ofRealm(issuer).send(call, anonymous);
    }

    TokenAnswer send(TokenCall call, ClientCertificate certificate) {
        return TokenClient.ofRealm(issuer).send(call, caller(certificate));
    }

    HttpAnswer send(HttpRequest request) {
        return anonymous.send(request);
    }

    private TlsCaller caller(ClientCertificate certificate) {
        return callers.computeIfAbsent(certificate, shown -> TlsCaller.showing(Servers.AUTHORITY, shown));
    }

    /** What introspection says of a token to the client that it was issued to. */
    JsonNode introspect(String token, Credentials client) {
        String form = "client_id=" + client.clientId() + "&client_secret=" + client.secret() + "&token=" + token;
        return anonymous
                .send(Http.to(URI.create(issuer + "/protocol/openid-connect/token/introspect"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build())
                .json();
    }

    /** Gives the service account of a client the role to list the clients of the realm. */
    void allowToSeeClients(String clientId) {
        String clients = "/" + name() + "/clients/";
        String user = admin().get(clients + stored(clientId).path("id").asText() + "/service-account-user")
                .json()
                .path("id")
                .asText();
        String management = stored("realm-management").path("id").asText();
        String role = admin().get(clients + management + "/roles/view-clients").body();
        AdminClient.succeed(
                "give a role",
                admin().post(
                                "/" + name() + "/users/" + user + "/role-mappings/clients/" + management,
                                Json.read("[" + role + "]")));
    }

    /** Whether a client still has this session. */
    boolean lives(String clientId, String session) {
        return admin().sessions(name(), clientId).findValuesAsText("id").contains(session);
    }

    AdminClient admin() {
        return realm.admin();
    }

    String name() {
        return realm.name();
    }

    URI issuer() {
        return issuer;
    }

    /** The stored client. */
    JsonNode stored(String clientId) {
        return admin().client(name(), clientId).orElseThrow();
    }

    @Override
    public void close() {
        realm.close();
    }

    private void create(ObjectNode client) {
        AdminClient.succeed("create a client", admin().post("/" + name() + "/clients", client));
    }

    private static ObjectNode client(String id, Map<String, String> attributes) {
        ObjectNode json = Json.object()
                .put("clientId", id)
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("serviceAccountsEnabled", true);
        ObjectNode all = json.putObject("attributes").put("client_credentials.use_refresh_token", "true");
        attributes.forEach(all::put);
        // Introspection answers only those whom a token is meant for.
        ObjectNode audience = json.putArray("protocolMappers").addObject();
        audience.put("name", "audience")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper")
                .putObject("config")
                .put("included.client.audience", id)
                .put("access.token.claim", "true");
        return json;
    }
}
