package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.dev.client.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A proof down to its JSON, so that every byte of it can be wrong, unlike {@link dev.holdfast.dev.client.DpopProof}.
 *
 * @param header of the JWS
 * @param claims of the payload
 * @param key signs
 */
record RawProof(ObjectNode header, ObjectNode claims, JWK key) {

    /** A correct one. */
    static RawProof of(URI endpoint, JWK key, String algorithm) {
        ObjectNode header = Json.object().put("typ", "dpop+jwt").put("alg", algorithm);
        header.set("jwk", Json.read(key.toPublicJWK().toJSONString()));
        ObjectNode claims = Json.object()
                .put("jti", UUID.randomUUID().toString())
                .put("htm", "POST")
                .put("htu", endpoint.toString())
                .put("iat", Instant.now().getEpochSecond());
        return new RawProof(header, claims, key);
    }

    /** With the header changed. */
    RawProof header(Consumer<ObjectNode> change) {
        ObjectNode changed = header.deepCopy();
        change.accept(changed);
        return new RawProof(changed, claims, key);
    }

    /** With the key in the header changed. */
    RawProof jwk(Consumer<ObjectNode> change) {
        return header(changed -> change.accept((ObjectNode) changed.get("jwk")));
    }

    /** With the payload changed. */
    RawProof claims(Consumer<ObjectNode> change) {
        ObjectNode changed = claims.deepCopy();
        change.accept(changed);
        return new RawProof(header, changed, key);
    }

    /** Signed by its key, with the algorithm of the key, whatever the header says. */
    String signed() {
        return signed(claims.toString());
    }

    /** With any text as its payload. */
    String signed(String payload) {
        return signedBy(key, payload);
    }

    /** Signed by another key than the one it shows. */
    String signedBy(JWK other) {
        return signedBy(other, claims.toString());
    }

    /** Without a signature, and nothing where it would stand. */
    String unsigned() {
        return input(claims.toString()) + ".";
    }

    /** With the public key's text as the secret of a MAC. */
    String macWithThePublicKey() throws JOSEException {
        byte[] secret = header.get("jwk").toString().getBytes(StandardCharsets.UTF_8);
        String input = input(claims.toString());
        return input + "."
                + new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.UTF_8));
    }

    /** The thumbprint of a key, RFC 7638. */
    static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private String signedBy(JWK signer, String payload) {
        String input = input(payload);
        try {
            JWSHeader algorithm = new JWSHeader(algorithm(signer));
            return input + "." + signer(signer).sign(algorithm, input.getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This key signs with this algorithm", impossible);
        }
    }

    private JWSAlgorithm algorithm(JWK signer) {
        String named = header.path("alg").asText();
        boolean fits = signer instanceof RSAKey
                ? JWSAlgorithm.Family.RSA.contains(JWSAlgorithm.parse(named))
                : named.startsWith("ES") && ofCurve(signer).equals(named);
        return JWSAlgorithm.parse(fits ? named : signer instanceof RSAKey ? "RS256" : ofCurve(signer));
    }

    private static String ofCurve(JWK signer) {
        return switch (((ECKey) signer).getCurve().getName()) {
            case "P-384" -> "ES384";
            case "P-521" -> "ES512";
            default -> "ES256";
        };
    }

    private static JWSSigner signer(JWK signer) throws JOSEException {
        return signer instanceof RSAKey rsa
                ? new RSASSASigner(rsa.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                : new ECDSASigner((ECKey) signer);
    }

    private String input(String payload) {
        return Base64URL.encode(header.toString()) + "." + Base64URL.encode(payload);
    }
}
