package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a proof does at the token endpoint, grant by grant (RFC 9449 sections 5 and 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundGrantsIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Credentials FLAGGED = new Credentials("flagged", "flagged-secret");

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final TestRealm realm = TestRealm.create(server, realmWithFurtherClients());
    private final DpopKey owner = DpopKey.generate();
    private final DpopKey other = DpopKey.generate();

    /** The grants that can be tried at the token endpoint alone. */
    private enum Grant {
        CLIENT_CREDENTIALS,
        PASSWORD,
        REFRESH,
        TOKEN_EXCHANGE
    }

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    /** DP-30, DP-32, DP-50. */
    @ParameterizedTest
    @EnumSource(Grant.class)
    void grant_withAProof_givesATokenBoundToItsKey(Grant grant) {
        TokenAnswer answer = send(call(grant, RUNNER), RUNNER, owner);

        assertThat(answer.summary()).as(answer.errorDescription()).startsWith("200 DPoP");
        assertThat(answer.boundTo()).isEqualTo(owner.thumbprint());
    }

    /** DP-37, DP-39. */
    @ParameterizedTest
    @EnumSource(Grant.class)
    void grant_withoutAProofByAFlaggedClient_isRefused(Grant grant) {
        TokenCall call = call(grant, FLAGGED);
        ServerLog log = ServerLog.fromNow(server);

        TokenAnswer answer = realm.tokens().send(call.as(FLAGGED));

        assertThat(answer.summary()).isEqualTo("400 " + ProofBench.REFUSED_PROOF);
        log.assertQuiet();
    }

    /** DP-34, DP-35, DP-39: the deviation of DP-35 is this product's purpose. */
    @ParameterizedTest
    @EnumSource(
            value = Grant.class,
            names = {"REFRESH", "TOKEN_EXCHANGE"})
    void grant_forABoundTokenWithAnotherKey_isRefused(Grant grant) {
        TokenCall call = call(grant, FLAGGED);
        ServerLog log = ServerLog.fromNow(server);

        TokenAnswer answer = send(call, FLAGGED, other);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isIn("invalid_grant", "invalid_request", ProofBench.REFUSED_PROOF);
        log.assertQuiet();
    }

    /** DP-33. */
    @Test
    void refresh_byAPublicClientWithoutItsKey_isRefused() {
        TokenCall login = call(Grant.PASSWORD, RUNNER).with("client_id", "public-tool");
        TokenAnswer mine = realm.tokens().send(login.holding(owner));
        assertThat(mine.refreshBoundTo()).isEqualTo(owner.thumbprint());
        TokenCall refresh = TokenCall.refresh(mine.refreshToken()).with("client_id", "public-tool");

        assertThat(realm.tokens().send(refresh).error()).isIn("invalid_grant", ProofBench.REFUSED_PROOF);
        assertThat(realm.tokens().send(refresh.holding(other)).error()).isIn("invalid_grant", ProofBench.REFUSED_PROOF);
    }

    /** DP-92. */
    @Test
    void pushedRequest_withAProofForTheTokenEndpoint_isRefused() {
        URI endpoint = URI.create(server.realm(realm.name()) + "/protocol/openid-connect/ext/par/request");
        String proof = owner.proof("POST", realm.tokens().endpoint(), null, null);

        HttpAnswer answer = Http.send(Http.to(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("DPoP", proof)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "client_id=public-tool&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback"))
                .build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(ProofBench.REFUSED_PROOF);
    }

    /** DP-38. */
    @Test
    void metadata_always_listsAsymmetricAlgorithmsOnly() {
        JsonNode metadata = Http.send(
                        Http.to(URI.create(server.realm(realm.name()) + "/.well-known/openid-configuration"))
                                .build())
                .json();

        List<String> algorithms = StreamSupport.stream(
                        metadata.path("dpop_signing_alg_values_supported").spliterator(), false)
                .map(JsonNode::asText)
                .toList();

        assertThat(algorithms).contains("ES256").noneMatch(name -> name.startsWith("HS") || name.equals("none"));
    }

    /** DP-51, DP-52: introspection needs no proof and tells the key. */
    @Test
    void introspection_ofABoundToken_tellsItsKeyAndType() {
        String token = send(TokenCall.clientCredentials(), RUNNER, owner).accessToken();

        JsonNode told = introspect(token);

        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("cnf").path("jkt").asText()).isEqualTo(owner.thumbprint());
        assertThat(told.path("token_type").asText()).isEqualTo("DPoP");
    }

    /** DP-50: RFC 7638 counts the required members of the key only. */
    @Test
    void thumbprint_ofAKeyWithFurtherMembers_isThatOfTheKeyAlone() {
        ECKey key = ProofBench.ec(Curve.P_256);
        String proof = RawProof.of(realm.tokens().endpoint(), key, "ES256")
                .jwk(k -> k.put("kid", "a").put("use", "sig").put("foo", "bar"))
                .signed();

        TokenAnswer answer =
                realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).withProof(proof));

        assertThat(answer.boundTo()).isEqualTo(RawProof.thumbprint(key));
    }

    private TokenCall call(Grant grant, Credentials client) {
        return switch (grant) {
            case CLIENT_CREDENTIALS -> TokenCall.clientCredentials();
            case PASSWORD -> TokenCall.grant("password").with("username", "ann").with("password", "ann-password");
            case REFRESH -> TokenCall.refresh(issued(client).refreshToken());
            case TOKEN_EXCHANGE ->
                TokenCall.grant("urn:ietf:params:oauth:grant-type:token-exchange")
                        .with("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                        .with("subject_token", issued(client).accessToken());
        };
    }

    private TokenAnswer issued(Credentials client) {
        return send(TokenCall.clientCredentials(), client, owner);
    }

    private TokenAnswer send(TokenCall call, Credentials client, DpopKey key) {
        return realm.tokens().send(call.as(client).holding(key));
    }

    private JsonNode introspect(String token) {
        Credentials api = new Credentials("deployments-api", "deployments-api-secret");
        URI endpoint = URI.create(realm.tokens().endpoint() + "/introspect");
        return Http.send(Http.to(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "client_id=" + api.clientId() + "&client_secret=" + api.secret() + "&token=" + token))
                        .build())
                .json();
    }

    private static ObjectNode realmWithFurtherClients() {
        ObjectNode realm = DemoSetting.realm("unnamed");
        ObjectNode runner = (ObjectNode) realm.withArray("clients").get(0);
        runner.put("directAccessGrantsEnabled", true);
        ((ObjectNode) runner.get("attributes")).put("standard.token.exchange.enabled", "true");
        ObjectNode flagged = runner.deepCopy().put("clientId", "flagged").put("secret", "flagged-secret");
        ((ObjectNode) flagged.get("attributes")).put("dpop.bound.access.tokens", "true");
        realm.withArray("clients").add(flagged);
        realm.withArray("clients")
                .addObject()
                .put("clientId", "public-tool")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true)
                .put("standardFlowEnabled", true)
                .putArray("redirectUris")
                .add("http://127.0.0.1/callback");
        ObjectNode ann = realm.withArray("users").addObject();
        ann.put("username", "ann").put("enabled", true).put("email", "ann@example.org");
        ann.put("firstName", "Ann").put("lastName", "Other").put("emailVerified", true);
        ann.set("credentials", Json.read("[{\"type\":\"password\",\"value\":\"ann-password\"}]"));
        return realm;
    }
}
