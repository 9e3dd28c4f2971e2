package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "93.184.216.34,            true,  true",
        "2606:2800:220:1::1,       true,  true",
        "172.32.0.1,               true,  true",
        "100.128.0.1,              true,  true",
        "127.0.0.1,                false, true",
        "127.9.9.9,                false, true",
        "::1,                      false, true",
        "10.1.2.3,                 false, true",
        "172.16.0.1,               false, true",
        "192.168.1.1,              false, true",
        "100.64.0.1,               false, true",
        "198.18.0.1,               false, true",
        "240.0.0.1,                false, true",
        "fd12:3456::1,             false, true",
        "fec0::1,                  false, true",
        "::ffff:127.0.0.1,         false, true",
        "::127.0.0.1,              false, true",
        "64:ff9b::7f00:1,          false, true",
        "64:ff9b::a00:1,           false, true",
        "64:ff9b::5db8:d822,       true,  true",
        "2002:7f00:1::1,           false, true",
        "169.254.169.254,          false, false",
        "fe80::1,                  false, false",
        "::ffff:169.254.169.254,   false, false",
        "64:ff9b::a9fe:a9fe,       false, false",
        "fd00:ec2::254,            false, false",
        "0.0.0.0,                  false, false",
        "::,                       false, false",
        "224.0.0.1,                false, false",
        "ff02::1,                  false, false",
    })
    void admits_anAddress_byPolicy(String address, boolean inPublic, boolean inAClosedNetwork)
            throws UnknownHostException {
        InetAddress literal = InetAddress.getByName(address);

        assertThat(AddressPolicy.PUBLIC.admits(literal)).isEqualTo(inPublic);
        assertThat(AddressPolicy.CLOSED_NETWORK.admits(literal)).isEqualTo(inAClosedNetwork);
    }
}
