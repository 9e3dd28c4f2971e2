package dev.holdfast.binding.keycloak.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that need no server; which errors a server gives, and EC keys, are tried against a real one. */
class ProofShapeTest {

    private static final long NOW = 1_800_000_000L;
    private static final String KEY = key(2048);
    private static final String HEADER = "{\"typ\":\"dpop+jwt\",\"alg\":\"RS256\",\"jwk\":" + KEY + "}";
    private static final String CLAIMS = claims(NOW);

    @Test
    void complaint_aboutACorrectProof_isNone() {
        assertThat(ProofShape.complaint(proof(HEADER, CLAIMS), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, false", "23, false", "24, true", "25, true", "26, true", "-15, false", "-99999, false"})
    void complaint_aboutAnAge_comesBeforeTheSecondThatKeycloakStumblesOver(long age, boolean complains) {
        assertThat(ProofShape.complaint(proof(HEADER, claims(NOW - age)), NOW).isPresent())
                .isEqualTo(complains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c", "a.b.c.d", "W10.W10.", "bnVsbA.bnVsbA.x", "*.*.*"})
    void complaint_aboutWhatIsNoJwt_isMade(String text) {
        assertThat(ProofShape.complaint(text, NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":\"RS256\",\"jwk\":null}",
                "{\"alg\":\"RS256\",\"jwk\":\"a\"}",
                "{\"alg\":\"RS256\",\"jwk\":{}}",
                "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\"}}",
                "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"AKP\"}}",
                "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AQ\"}}",
                "null",
                "[]",
                "\"a\"",
                "{"
            })
    void complaint_aboutAHeaderWithoutAUsableKey_isMade(String header) {
        assertThat(ProofShape.complaint(proof(header, CLAIMS), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "ES256", "EdDSA", "XX", ""})
    void complaint_aboutAnAlgorithmOfAnotherKindOfKey_isMade(String algorithm) {
        String header = HEADER.replace("RS256", algorithm);

        assertThat(ProofShape.complaint(proof(header, CLAIMS), NOW)).isPresent();
    }

    @Test
    void complaint_aboutAShortKey_isMade() {
        assertThat(ProofShape.complaint(proof(HEADER.replace(KEY, key(1024)), CLAIMS), NOW))
                .isPresent();
    }

    @Test
    void complaint_aboutCriticalExtensions_isMade() {
        String header = HEADER.replace("\"typ\"", "\"crit\":[\"exp\"],\"typ\"");

        assertThat(ProofShape.complaint(proof(header, CLAIMS), NOW)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "htm", "htu", "iat"})
    void complaint_aboutAMissingOrWronglyTypedClaim_isMade(String claim) {
        for (String value : new String[] {"null", "true", "[]", "{}", "\" \""}) {
            String changed = CLAIMS.replaceFirst("\"" + claim + "\":[^,}]+", "\"" + claim + "\":" + value);

            assertThat(ProofShape.complaint(proof(HEADER, changed), NOW))
                    .as(changed)
                    .isPresent();
        }
        assertThat(ProofShape.complaint(proof(HEADER, CLAIMS.replace(claim, "xxx")), NOW))
                .isPresent();
    }

    @Test
    void complaint_aboutAnything_repeatsNothingOfItAndNeverThrows() {
        Random random = new Random(9449);
        String good = proof(HEADER, CLAIMS);
        for (int trial = 0; trial < 2000; trial++) {
            StringBuilder bent = new StringBuilder(good);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bent.setCharAt(random.nextInt(bent.length()), (char) (32 + random.nextInt(96)));
            }

            assertThat(ProofShape.complaint(bent.toString(), NOW).orElse("")).matches("[A-Za-z ]*");
        }
    }

    private static String claims(long issued) {
        return "{\"jti\":\"a\",\"htm\":\"POST\",\"htu\":\"https://a.example/token\",\"iat\":" + issued + "}";
    }

    private static String proof(String header, String claims) {
        return encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8))
                + ".AAAA";
    }

    private static String key(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
            return "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
                    + encode(key.getModulus().toByteArray()) + "\"}";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has RSA", impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
