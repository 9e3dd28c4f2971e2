package dev.holdfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.JwtId;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.events.SubjectIdentifier.Uri;
import dev.holdfast.events.SubjectParser.InvalidSubjectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectParserTest {

    static Stream<SubjectIdentifier> subjects() {
        return Stream.of(
                new IssSub("https://kc.example/realms/r", "u1"),
                new Opaque("session-1"),
                new SubjectIdentifier.Email("a@b.example"),
                new Uri("urn:x:y"),
                new JwtId("https://kc.example/realms/r", "jti-1"),
                new Complex(
                        Optional.of(new IssSub("https://kc.example/realms/r", "u1")),
                        Optional.of(new Opaque("session-1")),
                        Optional.of(new Opaque("ci-runner")),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void parse_whatToMapWrote_isTheSameSubject(SubjectIdentifier subject) throws InvalidSubjectException {
        assertThat(SubjectParser.parse(subject.toMap())).isEqualTo(subject);
    }

    static Stream<Map<String, Object>> malformed() {
        return Stream.of(
                Map.of(),
                Map.of("format", 7),
                Map.of("format", "phone_number", "phone_number", "+1"),
                Map.of("format", "opaque"),
                Map.of("format", "opaque", "id", ""),
                Map.of("format", "opaque", "id", List.of("a")),
                Map.of("format", "opaque", "id", "a", "extra", "b"),
                Map.of("format", "complex"),
                Map.of("format", "complex", "session", "s1"),
                Map.of("format", "complex", "session", Map.of("format", "opaque", "id", "s"), "group", Map.of()),
                Map.of("format", "complex", "session", Map.of("format", "complex", "user", Map.of())));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void parse_missingUnknownOrNestedMembers_isRefused(Map<String, Object> json) {
        assertThatThrownBy(() -> SubjectParser.parse(json)).isInstanceOf(InvalidSubjectException.class);
    }
}
