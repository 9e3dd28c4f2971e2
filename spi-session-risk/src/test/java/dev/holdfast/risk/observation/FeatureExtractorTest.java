package dev.holdfast.risk.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.network.NetworkTable;
import dev.holdfast.risk.observation.ClientStack.Difference;
import dev.holdfast.risk.observation.NetworkOrigin.Distance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureExtractorTest {

    private static final KeyedHash HASH =
            KeyedHash.of("k1", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final FeatureExtractor extractor = new FeatureExtractor(NetworkTable.of(List.of()));

    private Observation extract(String address, String userAgent) {
        return extractor.extract(
                new RawRequest(
                        "id",
                        Instant.EPOCH,
                        "refresh_token",
                        Optional.of(address),
                        Optional.of(userAgent),
                        Optional.of("Host,User-Agent"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        "",
                        List.of(),
                        List.of(),
                        Optional.empty()),
                HASH);
    }

    @Test
    void extract_request_keepsNoAddressAndNoSecret() {
        Observation observation = extract("198.51.100.66", "curl/8.5.0 (secret-host)");
        assertThat(observation.toString()).doesNotContain("198.51.100").doesNotContain("secret-host");
        assertThat(HASH.toString()).isEqualTo("KeyedHash[k1]");
    }

    @Test
    void extract_mappedAndPlainIpv4_areTheSameAddress() {
        assertThat(extract("::ffff:198.51.100.66", "a").network())
                .isEqualTo(extract("198.51.100.66", "a").network());
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 198.51.100.1, SAME_ADDRESS",
        "198.51.100.1, 198.51.100.99, SAME_PREFIX",
        "198.51.100.1, 198.51.101.1, SAME_OWNER",
        "198.51.100.1, 203.0.113.1, SAME_KIND",
        "10.0.0.1, 10.9.9.9, SAME_OWNER",
        "198.51.100.1, 10.0.0.1, OTHER_KIND",
        "2001:db8::1, 2001:db8::ffff, SAME_PREFIX"
    })
    void from_twoAddresses_isTheirDistance(String earlier, String later, Distance distance) {
        assertThat(extract(later, "a").network().from(extract(earlier, "a").network()))
                .isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({
        "curl/8.5.0, curl/8.9.1, OTHER_BUILD",
        "curl/8.5.0, curl/8.5.0, NONE",
        "curl/7.1, curl/8.1, OTHER_VERSION",
        "curl/8.5.0, python-requests/2.32, OTHER_PRODUCT",
        "'', curl/8, OTHER_PRODUCT"
    })
    void from_twoUserAgents_isTheirDifference(String earlier, String later, Difference difference) {
        assertThat(extract("10.0.0.1", later)
                        .stack()
                        .from(extract("10.0.0.1", earlier).stack()))
                .isEqualTo(difference);
    }

    @Test
    void extract_hugeOrBinaryUserAgent_isBounded() {
        assertThat(extract("10.0.0.1", "x".repeat(65_536)).stack().product()).hasSizeLessThanOrEqualTo(40);
        assertThat(extract("10.0.0.1", "\u0000\u0001(").stack().inWords()).isEqualTo("no user agent");
    }

    @Test
    void extract_noAddress_isUnknown() {
        assertThat(extract("not an address", "a").network().address()).isEmpty();
    }
}
