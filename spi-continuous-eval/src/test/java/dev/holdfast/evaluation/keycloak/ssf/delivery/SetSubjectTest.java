package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetSubjectTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"sub_id":{"format":"opaque","id":"s1"}}      | {"format":"opaque","id":"s1"}
            {"jti":"1","events":{"e":{"subject":{"a":1}}}} | {"a":1}
            {"jti":"1"}                                    | ``
            not json                                       | ``
            """)
    void subject_ofASet_isReadFromItsClaims(String claims, String subject) {
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));

        assertThat(SetSubject.of("e30." + payload + ".c2ln")).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({"''", "a", "a.b", "a.*.c", "a.b.c.d"})
    void subject_ofWhatIsNoSet_isUnknown(String text) {
        assertThat(SetSubject.of(text)).isEmpty();
    }
}
