package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AssertionKey;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Every grant of one client, prepared up to the call of the token endpoint; without a proof until one is added. */
record GrantCalls(TestRealm realm, DpopKey key, AssertionKey issuer, DecoupledDevice device) {

    static final String CLIENT = "every-grant";
    private static final Credentials CREDENTIALS = RealmDraft.credentials(CLIENT);
    private static final String ISSUER = "https://issuer.example.org";

    /** A client that may use all grants, a user, and an issuer whose assertions about the user are trusted. */
    static RealmDraft prepare(RealmDraft draft, AssertionKey issuer) {
        Map<String, Object> attributes = new HashMap<>(RefreshKinds.EXCHANGE);
        attributes.put("oauth2.device.authorization.grant.enabled", "true");
        attributes.put("oidc.ciba.grant.enabled", "true");
        attributes.put("oauth2.jwt.authorization.grant.enabled", "true");
        attributes.put("oauth2.jwt.authorization.grant.idp", "issuer");
        // Laxer than our cap, so that a capped lifetime is the policy's doing.
        attributes.put("access.token.lifespan", "900");
        draft.confidential(CLIENT, attributes).user("alice");
        ObjectNode link = ((ObjectNode) draft.json().at("/users/0"))
                .withArray("federatedIdentities")
                .addObject();
        link.put("identityProvider", "issuer").put("userId", "alice-there").put("userName", "alice");
        ObjectNode provider = draft.json().withArray("identityProviders").addObject();
        provider.put("alias", "issuer").put("providerId", "jwt-authorization-grant");
        ObjectNode config = provider.put("enabled", true).putObject("config");
        config.put("issuer", ISSUER).put("jwtAuthorizationGrantEnabled", "true");
        config.put("useJwksUrl", "false").put("publicKeySignatureVerifier", issuer.jwks());
        return draft;
    }

    /** One call of a grant, by its short name. */
    TokenCall of(String grant) {
        TokenCall call = switch (grant) {
            case "client credentials" -> TokenCall.clientCredentials();
            case "password" -> password();
            case "authorization code" -> authorizationCode();
            case "device" -> deviceCode();
            case "ciba" -> ciba();
            case "token exchange" -> RefreshKinds.exchange(own());
            case "jwt authorization" ->
                TokenCall.grant("urn:ietf:params:oauth:grant-type:jwt-bearer")
                        .with("assertion", issuer.assertion(ISSUER, "alice-there", realm.issuer()));
            case "refresh" -> TokenCall.refresh(own().refreshToken());
            default -> throw new IllegalArgumentException(grant);
        };
        return call.as(CREDENTIALS).with("scope", "openid");
    }

    private TokenAnswer own() {
        return realm.tokens().send(password().as(CREDENTIALS).holding(key));
    }

    private static TokenCall password() {
        return TokenCall.grant("password")
                .with("username", "alice")
                .with("password", RealmDraft.PASSWORD)
                .with("scope", "openid");
    }

    private TokenCall authorizationCode() {
        URI start = URI.create(realm.endpoint("auth") + "?response_type=code&scope=openid&client_id=" + CLIENT
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback");
        return TokenCall.grant("authorization_code")
                .with("code", new BrowserLogin(realm).code(start, "alice"))
                .with("redirect_uri", "http://127.0.0.1/callback");
    }

    private TokenCall deviceCode() {
        JsonNode started = start("auth/device", TokenCall.withoutGrant().with("scope", "openid"));
        new BrowserLogin(realm)
                .approve(URI.create(started.path("verification_uri_complete").asText()), "alice");
        return TokenCall.grant("urn:ietf:params:oauth:grant-type:device_code")
                .with("device_code", started.path("device_code").asText());
    }

    private TokenCall ciba() {
        JsonNode started = start(
                "ext/ciba/auth",
                TokenCall.withoutGrant().with("scope", "openid").with("login_hint", "alice"));
        device.approve(realm);
        return TokenCall.grant("urn:openid:params:grant-type:ciba")
                .with("auth_req_id", started.path("auth_req_id").asText());
    }

    private JsonNode start(String endpoint, TokenCall call) {
        HttpAnswer answer = new TokenClient(realm.endpoint(endpoint)).exchange(call.as(CREDENTIALS));
        if (!answer.isSuccess()) {
            throw new IllegalStateException(endpoint + ": " + answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    /** An API call that shows that a token is really worth something. */
    HttpAnswer userinfo(TokenAnswer tokens) {
        URI userinfo = realm.endpoint("userinfo");
        return Http.send(Http.to(userinfo)
                .header("Authorization", tokens.tokenType() + " " + tokens.accessToken())
                .header("DPoP", key.proof("GET", userinfo, tokens.accessToken(), null))
                .build());
    }
}
