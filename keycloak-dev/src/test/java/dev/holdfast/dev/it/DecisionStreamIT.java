package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Decisions come to whoever listens, while they are made; whoever comes back has missed none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionStreamIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestRealm realm = realm();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    /** One connection, read line by line as it comes. */
    private static final class Listener implements AutoCloseable {

        private record Event(String name, String id, String data) {}

        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final HttpResponse<Stream<String>> answer;

        Listener(URI uri, String token, String last) {
            HttpRequest.Builder request = Http.to(uri);
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            if (!last.isEmpty()) {
                request.header("Last-Event-ID", last);
            }
            try {
                answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Thread reader = new Thread(this::read, "listener");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            Map<String, String> fields = new java.util.HashMap<>();
            try (Stream<String> lines = answer.body()) {
                lines.forEach(line -> {
                    int colon = line.indexOf(':');
                    if (line.isEmpty()) {
                        if (fields.containsKey("data")) {
                            events.add(new Event(
                                    fields.getOrDefault("event", ""),
                                    fields.getOrDefault("id", ""),
                                    fields.getOrDefault("data", "")));
                        }
                        fields.clear();
                    } else if (colon > 0) {
                        fields.put(
                                line.substring(0, colon),
                                line.substring(colon + 1).strip());
                    }
                });
            } catch (java.io.UncheckedIOException closed) {
                // The test has closed it.
            }
        }

        /** The next decision. */
        Event next() {
            try {
                Event event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(event).as("a decision is heard").isNotNull();
                return java.util.Objects.requireNonNull(event);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            answer.body().close();
        }
    }

    @Test
    void decision_isHeardByThoseWhoAskForIt() {
        String token = realm.admin().token();
        try (Listener all = new Listener(uri("?"), token, "");
                Listener ofOther = new Listener(uri("?client=other"), token, "")) {
            assertThat(all.answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            TokenAnswer first = tokens(RUNNER);
            tokens(RealmDraft.credentials("other"));

            JsonNode heard = Json.read(all.next().data());
            assertThat(heard.path("client").asText()).isEqualTo("ci-runner");
            assertThat(heard.path("session").asText()).isEqualTo(first.session());
            assertThat(heard.path("decision").path("outcome").asText()).isEqualTo("allow");
            assertThat(Json.read(all.next().data()).path("client").asText()).isEqualTo("other");
            assertThat(Json.read(ofOther.next().data()).path("client").asText()).isEqualTo("other");
            assertThat(ofOther.events).isEmpty();
        }
    }

    @Test
    void listener_thatComesBack_hasMissedNothing() {
        String token = realm.admin().token();
        Set<String> made = new HashSet<>();
        String last;
        try (Listener listener = new Listener(uri("?client=ci-runner"), token, "")) {
            made.add(tokens(RUNNER).session());
            last = listener.next().id();
        }
        for (int i = 0; i < 5; i++) {
            made.add(tokens(RUNNER).session());
        }

        Set<String> heard = new HashSet<>();
        List<String> ids = new ArrayList<>();
        try (Listener again = new Listener(uri("?client=ci-runner"), token, last)) {
            while (!heard.containsAll(made)) {
                JsonNode decision = Json.read(again.next().data());
                heard.add(decision.path("session").asText());
                ids.add(decision.path("id").asText());
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void stream_withoutThePermission_isForbidden() {
        assertThat(status("", "")).isEqualTo(401);
        assertThat(status(token("viewer-of-clients"), "")).isEqualTo(403);
        // Whoever may listen is told of his mistake.
        assertThat(status(token("viewer-of-users"), "not a number")).isEqualTo(400);
    }

    private String token(String user) {
        return realm.tokens()
                .send(TokenCall.grant("password")
                        .with("client_id", "admin-cli")
                        .with("username", user)
                        .with("password", RealmDraft.PASSWORD))
                .accessToken();
    }

    private static TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded()
                .binding("key-admission", "any")
                .confidential("other", Map.of("holdfast.nhi", "service"))
                .user("viewer-of-clients")
                .user("viewer-of-users");
        List<String> roles = List.of("view-clients", "view-users");
        for (int i = 0; i < roles.size(); i++) {
            ObjectNode user = (ObjectNode) draft.json().withArray("users").get(i);
            user.putObject("clientRoles").putArray("realm-management").add(roles.get(i));
        }
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }

    /** Of a stream that is left at once, should it begin. */
    private int status(String token, String last) {
        try (Listener listener = new Listener(uri("?"), token, last)) {
            return listener.answer.statusCode();
        }
    }

    private TokenAnswer tokens(Credentials client) {
        TokenAnswer answer =
                realm.tokens().send(TokenCall.clientCredentials().as(client).holding(DpopKey.generate()));
        assertThat(answer.isIssued()).as(answer.summary()).isTrue();
        return answer;
    }

    private URI uri(String query) {
        String issuer = realm.issuer().toString();
        return URI.create(issuer.replace("/realms/", "/admin/realms/") + "/holdfast/decisions/stream" + query);
    }
}
