package dev.holdfast.rp.testing;

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
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A JWT in the making, in which nothing is forbidden. */
public final class JwtBuilder {

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private JWK key;
    private JWSAlgorithm algorithm;

    /** A token of a type, to be signed with a key. */
    public JwtBuilder(String type, JWSAlgorithm algorithm, JWK key) {
        this.algorithm = algorithm;
        this.key = key;
        header.put("typ", type);
        header.put("alg", algorithm.getName());
    }

    /** Sets a header. */
    public JwtBuilder header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** Removes a header. */
    public JwtBuilder withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    /** Sets a claim. */
    public JwtBuilder claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    /** Removes a claim. */
    public JwtBuilder without(String name) {
        claims.remove(name);
        return this;
    }

    /** Signs with another key; the headers stay as they are. */
    public JwtBuilder signedBy(JWK other, JWSAlgorithm otherAlgorithm) {
        this.key = other;
        this.algorithm = otherAlgorithm;
        header.put("alg", otherAlgorithm.getName());
        return this;
    }

    /** The signed token in compact form. */
    public String sign() {
        String input = signingInput();
        try {
            Base64URL signature = signer(key).sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + signature;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with an HMAC whose secret is some public text, as in the attack of key confusion. */
    public String signWithMac(byte[] secret) {
        header.put("alg", "HS256");
        String input = signingInput();
        try {
            return input + "."
                    + new MACSigner(secret)
                            .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not signed at all. */
    public String unsigned(String alg) {
        header.put("alg", alg);
        return signingInput() + ".";
    }

    private String signingInput() {
        return Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "."
                + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
    }

    private static JWSSigner signer(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa
                ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                : new ECDSASigner((ECKey) key);
    }
}
