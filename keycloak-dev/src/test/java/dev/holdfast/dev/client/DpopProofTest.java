package dev.holdfast.dev.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DpopProofTest {

    private static final URI API = URI.create("http://127.0.0.1:8081/api?page=2");

    private final DpopKey key = DpopKey.generate();

    @Test
    void proof_ofAKey_isSignedByItAndShowsOnlyItsPublicHalf() throws Exception {
        SignedJWT proof = SignedJWT.parse(key.proof("GET", API, "token", "nonce-1"));

        assertThat(proof.verify(new ECDSAVerifier(key.pair().toECPublicKey()))).isTrue();
        assertThat(proof.getHeader().getJWK().isPrivate()).isFalse();
        assertThat(proof.getHeader().getType()).hasToString("dpop+jwt");
        assertThat(proof.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("nonce-1");
    }

    @Test
    void target_isWrittenWithoutItsQuery() throws Exception {
        SignedJWT proof = SignedJWT.parse(key.proof("GET", API, null, null));

        assertThat(proof.getJWTClaimsSet().getStringClaim("htu")).isEqualTo("http://127.0.0.1:8081/api");
        assertThat(proof.getJWTClaimsSet().getClaim("ath")).isNull();
    }

    @Test
    void hash_ofTheAccessToken_isTheOneOfTheStandard() {
        // RFC 9449 section 7.1, the example.
        String token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

        assertThat(DpopProof.of("GET", API).withAccessToken(token).claims())
                .containsEntry("ath", "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    }

    @Test
    void oddProof_isAsOddAsItWasAskedToBe() throws Exception {
        DpopKey other = DpopKey.generate();
        SignedJWT proof = SignedJWT.parse(DpopProof.of("GET", API)
                .withType("jwt")
                .withIssuedAt(Instant.ofEpochSecond(1))
                .with("jti", null)
                .showing(other)
                .signedBy(key));

        assertThat(proof.getHeader().getType()).hasToString("jwt");
        assertThat(proof.getHeader().getJWK().computeThumbprint()).hasToString(other.thumbprint());
        assertThat(proof.getJWTClaimsSet().getIssueTime()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(proof.getJWTClaimsSet().getJWTID()).isNull();
    }
}
