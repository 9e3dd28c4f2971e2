package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.signal.SignalKey;
import dev.holdfast.rp.signal.SignalSender;
import dev.holdfast.rp.signal.SignalSettings;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Somebody who sends security events to a realm, by the library and by hand. */
final class TestTransmitter {

    private final TestRealm realm;
    private final String name;
    private final String bearer = "bearer-of-tests-" + UUID.randomUUID();
    private final RSAKey key;

    private TestTransmitter(TestRealm realm, String name) {
        this.realm = realm;
        this.name = name;
        try {
            this.key = new RSAKeyGenerator(2048).keyID(name + "-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that is made known to the realm, with these settings beside issuer, audience, keys and bearer. */
    static TestTransmitter known(TestRealm realm, String name, Map<String, String> settings) {
        TestTransmitter transmitter = new TestTransmitter(realm, name);
        AdminClient.succeed("create a transmitter", transmitter.create(settings));
        return transmitter;
    }

    HttpAnswer create(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "issuer", issuer(),
                "audience", realm.issuer().toString(),
                "jwks", new JWKSet(key.toPublicJWK()).toString(),
                "bearer", bearer));
        all.putAll(settings);
        ObjectNode component = Json.object()
                .put("name", name)
                .put("providerId", "holdfast-transmitter")
                .put("providerType", "dev.holdfast.evaluation.keycloak.signal.SignalTransmitter");
        ObjectNode config = component.putObject("config");
        all.forEach((setting, value) -> config.putArray(setting).add(value));
        return realm.admin().post("/" + realm.name() + "/components", component);
    }

    String issuer() {
        return "https://" + name + ".example";
    }

    RSAKey key() {
        return key;
    }

    URI endpoint() {
        return URI.create(realm.issuer() + "/holdfast/signals");
    }

    /** The sender of the relying-party library. */
    SignalSender sender() {
        try {
            return SignalSender.start(
                    new SignalSettings(
                            endpoint(),
                            "Bearer " + bearer,
                            issuer(),
                            realm.issuer().toString(),
                            100,
                            100),
                    SignalKey.of(key),
                    Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims of a good event about a session. */
    Map<String, Object> claims(EventType type, SubjectIdentifier subject, Map<String, Object> payload) {
        return new HashMap<>(Map.of(
                "iss", issuer(),
                "aud", realm.issuer().toString(),
                "jti", UUID.randomUUID().toString(),
                "iat", Instant.now().getEpochSecond(),
                "sub_id", subject.toMap(),
                "events", Map.of(type.uri(), payload)));
    }

    /** Claims of a good event: the risk of a session is high. */
    Map<String, Object> risk(String session) {
        return claims(EventType.RISK_LEVEL_CHANGE, session(session), Map.of("current_level", "HIGH"));
    }

    static SubjectIdentifier session(String id) {
        return new Complex(
                Optional.empty(), Optional.of(new Opaque(id)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static SubjectIdentifier application(String clientId) {
        return new Complex(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Opaque(clientId)),
                Optional.empty(),
                Optional.empty());
    }

    String sign(Map<String, Object> claims) {
        try {
            return sign(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSAlgorithm algorithm, String keyId, JWSSigner signer, Map<String, Object> claims) {
        try {
            JWSObject set = new JWSObject(
                    new JWSHeader.Builder(algorithm)
                            .type(new JOSEObjectType("secevent+jwt"))
                            .keyID(keyId)
                            .build(),
                    new Payload(claims));
            set.sign(signer);
            return set.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpAnswer push(Map<String, Object> claims) {
        return push(sign(claims));
    }

    HttpAnswer push(String set) {
        return push(set, "application/secevent+jwt", bearer);
    }

    HttpAnswer push(String body, String contentType, String secret) {
        return Http.send(Http.to(endpoint())
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + secret)
                .POST(BodyPublishers.ofString(body))
                .build());
    }
}
