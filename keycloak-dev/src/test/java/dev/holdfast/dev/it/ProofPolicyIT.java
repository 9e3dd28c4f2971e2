package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.DpopProof;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What proofs have to be is narrower than what Keycloak accepts, and a setting. */
class ProofPolicyIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final int WEAK = 1024;
    private static final int STRONG = 2048;

    @Test
    void proof_byDefault_isNeitherOfAnOldAlgorithmNorOfAShortKey() {
        try (TestRealm realm = RealmDraft.guarded().on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(send(realm, rsa(realm, JWSAlgorithm.RS256, STRONG)).summary())
                    .isEqualTo("400 invalid_dpop_proof");
            assertThat(send(realm, rsa(realm, JWSAlgorithm.PS256, WEAK)).summary())
                    .isEqualTo("400 invalid_dpop_proof");
            assertThat(send(realm, rsa(realm, JWSAlgorithm.PS256, STRONG)).isIssued())
                    .isTrue();
            assertThat(send(realm, old(realm)).isIssued()).isTrue();
        }
    }

    @Test
    void proof_asConfigured_isAccepted() {
        try (TestRealm realm = RealmDraft.guarded()
                .binding("proof-algorithms", "ES256,RS256")
                .binding("max-proof-age-seconds", "5")
                .on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(send(realm, rsa(realm, JWSAlgorithm.RS256, STRONG)).isIssued())
                    .isTrue();
            assertThat(send(realm, rsa(realm, JWSAlgorithm.RS256, WEAK)).summary())
                    .isEqualTo("400 invalid_dpop_proof");
            assertThat(send(realm, rsa(realm, JWSAlgorithm.PS256, STRONG)).summary())
                    .isEqualTo("400 invalid_dpop_proof");
            assertThat(send(realm, old(realm)).summary()).isEqualTo("400 invalid_dpop_proof");
        }
    }

    @Test
    void proof_onKeycloakAlone_isAcceptedOfAnyAlgorithmAndLength() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.STOCK))) {
            assertThat(send(realm, rsa(realm, JWSAlgorithm.RS256, STRONG)).isIssued())
                    .isTrue();
            assertThat(send(realm, rsa(realm, JWSAlgorithm.PS256, WEAK)).isIssued())
                    .isTrue();
            assertThat(send(realm, old(realm)).isIssued()).isTrue();
        }
    }

    private static TokenAnswer send(TestRealm realm, String proof) {
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).withProof(proof));
    }

    private static String old(TestRealm realm) {
        return DpopProof.of("POST", realm.tokens().endpoint())
                .withIssuedAt(Instant.now().minus(Duration.ofSeconds(10)))
                .signedBy(DpopKey.generate());
    }

    private static String rsa(TestRealm realm, JWSAlgorithm algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
            DpopProof.of("POST", realm.tokens().endpoint()).claims().forEach(claims::claim);
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm)
                            .type(new JOSEObjectType("dpop+jwt"))
                            .jwk(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build())
                            .build(),
                    claims.build());
            jwt.sign(new RSASSASigner(pair.getPrivate(), Set.of(AllowWeakRSAKey.getInstance())));
            return jwt.serialize();
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException("Every Java signs with RSA", impossible);
        }
    }
}
