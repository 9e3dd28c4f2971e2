package dev.holdfast.rp.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example/a,           https://api.example/a?x=1#y",
        "https://api.example/a,           HTTPS://API.Example/a",
        "https://api.example/a,           https://api.example:443/a",
        "http://api.example/a,            http://api.example:80/a",
        "https://api.example/a,           https://api.example:/a",
        "https://api.example,             https://api.example/",
        "https://api.example/~u,          https://api.example/%7Eu",
        "https://api.example/a%2Fb,       https://api.example/a%2fb",
        "https://api.example/b,           https://api.example/a/../b",
        "https://api.example/a/,          https://api.example/a/b/..",
        "https://api.example/a/,          https://api.example/a/.",
        "https://api.example/b,           https://api.example/%2E%2E/./b",
        "https://[::1]/a,                 https://[::1]:443/a"
    })
    void parse_equivalentAddresses_areEqual(String one, String other) {
        assertThat(TargetUri.parse(one)).isPresent().isEqualTo(TargetUri.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/a,           https://api.example/a/",
        "https://api.example/a,           http://api.example/a",
        "https://api.example/a,           https://api.example:8443/a",
        "https://api.example/a,           https://api.example:80/a",
        "https://api.example/a,           https://evil.example/a",
        "https://api.example/a,           https://api.example/A",
        "https://api.example/a/b,         https://api.example/a%2Fb",
        "https://api.example/a/b,         https://api.example/a//b",
        "https://[::1]/a,                 https://[::1:443]/a"
    })
    void parse_differentAddresses_areNotEqual(String one, String other) {
        assertThat(TargetUri.parse(one)).isNotEqualTo(TargetUri.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a",
                "mailto:a@b.example",
                "ftp://api.example/a",
                "https://u@api.example/a",
                "https:///a",
                "::"
            })
    void parse_noWebAddress_isEmpty(String uri) {
        assertThat(TargetUri.parse(uri)).isEmpty();
    }
}
