package dev.holdfast.evaluation.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.history.Outcome;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The description says what the code does, and nothing else. */
class OpenApiTest {

    private static final Map<String, Object> DESCRIPTION = read();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private static Map<String, Object> read() {
        try (InputStream yaml = HoldfastAdminResource.class.getResourceAsStream("openapi.yaml")) {
            return new Yaml().load(Objects.requireNonNull(yaml));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void description_hasExactlyTheOperationsOfTheCode() {
        Set<String> described = new TreeSet<>();
        at(DESCRIPTION, "paths")
                .forEach((path, item) -> map(item).keySet().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> described.add(method + " " + path)));

        assertThat(described)
                .isEqualTo(operations(HoldfastAdminResource.class, "").keySet());
    }

    @Test
    void description_hasExactlyTheParametersOfTheCode() {
        operations(HoldfastAdminResource.class, "").forEach((operation, method) -> {
            String[] words = operation.split(" ", 2);
            Map<String, Object> item = map(at(DESCRIPTION, "paths").get(words[1]));
            Set<String> described = Stream.concat(parameters(item), parameters(map(item.get(words[0]))))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(described).as(operation).isEqualTo(parameters(method));
        });
    }

    @Test
    void answers_areThoseOfTheCode() {
        for (String parameter : List.of("decision", "answer")) {
            Map<String, Object> described =
                    map(at(at(DESCRIPTION, "components"), "parameters").get(parameter));
            assertThat(at(described, "schema").get("enum")).isEqualTo(Outcome.ANSWERS);
        }
    }

    static Stream<Map.Entry<String, Class<?>>> schemas() {
        return Map.<String, Class<?>>ofEntries(
                Map.entry("Reason", ReasonRepresentation.class),
                Map.entry("Ended", EndedRepresentation.class),
                Map.entry("Session", SessionListRepresentation.SessionRepresentation.class),
                Map.entry("SessionList", SessionListRepresentation.class),
                Map.entry("SessionHistory", SessionHistoryRepresentation.class),
                Map.entry("Observation", SessionHistoryRepresentation.ObservationRepresentation.class),
                Map.entry("Network", SessionHistoryRepresentation.NetworkRepresentation.class),
                Map.entry("RiskReason", SessionHistoryRepresentation.ReasonRepresentation.class),
                Map.entry("Report", SessionHistoryRepresentation.ReportRepresentation.class),
                Map.entry("Released", SessionsResource.ReleasedRepresentation.class),
                Map.entry("Identity", IdentityRepresentation.class),
                Map.entry("Trait", IdentityRepresentation.TraitRepresentation.class),
                Map.entry("Keys", IdentitiesResource.KeysRepresentation.class),
                Map.entry("Stream", dev.holdfast.evaluation.keycloak.ssf.StreamOutbox.StreamState.class),
                Map.entry("DeadLetter", dev.holdfast.evaluation.keycloak.ssf.StreamOutbox.DeadLetter.class),
                Map.entry("Resend", StreamsResource.ResendRepresentation.class),
                Map.entry("Resent", StreamsResource.ResentRepresentation.class),
                Map.entry("Decision", DecisionRepresentation.class),
                Map.entry("Replay", ReplayRepresentation.class),
                Map.entry("Mode", ModeResource.ModeRepresentation.class))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schema_hasExactlyTheMembersOfItsRecord(Map.Entry<String, Class<?>> schema) {
        Map<String, Object> properties =
                at(map(at(at(DESCRIPTION, "components"), "schemas").get(schema.getKey())), "properties");

        assertThat(properties.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(schema.getValue().getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList());
    }

    private static Map<String, Method> operations(Class<?> resource, String prefix) {
        Map<String, Method> operations = new TreeMap<>();
        for (Method method : resource.getMethods()) {
            Path path = method.getAnnotation(Path.class);
            String full = prefix + (path == null ? "" : "/" + path.value());
            Optional<String> verb = verb(method);
            if (verb.isPresent()) {
                operations.put(verb.get() + " " + full, method);
            } else if (path != null) {
                operations.putAll(operations(method.getReturnType(), full));
            }
        }
        return operations;
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(verb -> verb.value().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static Set<String> parameters(Method method) {
        return Arrays.stream(method.getParameterAnnotations())
                .flatMap(Arrays::stream)
                .flatMap(OpenApiTest::parameter)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> parameter(Annotation annotation) {
        if (annotation instanceof PathParam path) {
            return Stream.of("path " + path.value());
        }
        if (annotation instanceof HeaderParam header) {
            return Stream.of("header " + header.value());
        }
        return annotation instanceof QueryParam query ? Stream.of("query " + query.value()) : Stream.of();
    }

    private static Stream<String> parameters(Map<String, Object> of) {
        return of.get("parameters") instanceof List<?> list
                ? list.stream()
                        .map(one -> String.valueOf(map(one).get("$ref")))
                        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                        .map(name -> map(
                                at(at(DESCRIPTION, "components"), "parameters").get(name)))
                        .map(one -> one.get("in") + " " + one.get("name"))
                : Stream.of();
    }

    private static Map<String, Object> at(Map<String, Object> object, String member) {
        return map(object.get(member));
    }

    @SuppressWarnings("unchecked") // YAML has no other objects, and their keys are texts here.
    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
