package dev.holdfast.risk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTableTest {

    private static final String CSV = """
            cidr,owner,kind
            192.0.2.0/24,Example CI cloud,cloud
            192.0.2.128/25,"Example, Inc.",corporate
            192.0.2.200/32,one host,vpn
            2001:db8::/32,Example hosting,hosting
            0.0.0.0/0,the rest,residential
            """;

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, Example CI cloud",
        "192.0.2.127, Example CI cloud",
        "192.0.2.128, 'Example, Inc.'",
        "192.0.2.200, one host",
        "192.0.2.201, 'Example, Inc.'",
        "192.0.3.0, the rest",
        "::ffff:192.0.2.1, Example CI cloud",
        "2001:db8:1::1, Example hosting",
        "2001:db9::1, unknown",
        "10.1.2.3, private",
        "127.0.0.1, private",
        "fd00::1, private",
        "fe80::1%eth0, private",
        "255.255.255.255, the rest"
    })
    void find_address_longestPrefixWins(String address, String owner) throws IOException {
        NetworkTable table = NetworksCsv.read(new StringReader(CSV));
        assertThat(table.find(IpAddress.parse(address).orElseThrow()).owner()).isEqualTo(owner);
    }

    @Test
    void find_randomPrefixes_agreesWithTryingEachOne() {
        Random random = new Random(42);
        List<NetworkTable.Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String cidr = "11." + random.nextInt(4) + "." + random.nextInt(4) + "." + random.nextInt(256) + "/"
                    + (8 + random.nextInt(25));
            prefixes.add(NetworkTable.Prefix.of(cidr, new Network("owner " + i, Network.Kind.CLOUD)));
        }
        NetworkTable table = NetworkTable.of(prefixes);
        for (int i = 0; i < 5_000; i++) {
            String text = "11." + random.nextInt(5) + "." + random.nextInt(5) + "." + random.nextInt(256);
            IpAddress address = IpAddress.parse(text).orElseThrow();
            int longest = prefixes.stream()
                    .filter(prefix -> covers(prefix, address))
                    .mapToInt(NetworkTable.Prefix::length)
                    .max()
                    .orElse(-1);
            Network found = table.find(address);
            if (longest < 0) {
                assertThat(found).as(text).isEqualTo(Network.UNKNOWN);
            } else {
                assertThat(prefixes)
                        .as(text)
                        .anyMatch(prefix -> prefix.length() == longest
                                && prefix.network().equals(found)
                                && covers(prefix, address));
            }
        }
    }

    private static boolean covers(NetworkTable.Prefix prefix, IpAddress address) {
        return address.edge(prefix.length(), false).equals(prefix.first().edge(prefix.length(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "1.2.3", "1.2.3.4.5", "999.1.1.1", "12345", "::g", "1.2.3.4; rm", ":"})
    void parse_noLiteral_isEmptyAndAsksNoNameServer(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/33,x,cloud", "192.0.2.0/24,x", "192.0.2.0/24,x,moon", "name/24,x,cloud"})
    void read_malformedLine_isRefusedWithItsNumber(String line) {
        assertThatThrownBy(() -> NetworksCsv.read(new StringReader("cidr,owner,kind\n\n" + line + "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3");
    }
}
