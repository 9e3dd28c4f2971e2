package dev.holdfast.rp.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.rp.jdbc.JdbcReplayStore;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestRealm;
import dev.holdfast.rp.testing.TestWorkload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes of one application behind one address, with one database. */
class TwoNodesTest {

    private static final String ORIGIN = "https://api.example";
    private static final Duration CATCH_UP = Duration.ofMillis(100);
    /** The interval, and what a busy machine may add. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final TestRealm REALM = realm();
    private static ConfigurableApplicationContext first;
    private static ConfigurableApplicationContext second;

    private final TestWorkload workload = new TestWorkload();
    private final String session = UUID.randomUUID().toString();
    private final String token = REALM.issuer()
            .accessToken(Instant.now())
            .claim("sid", session)
            .claim("cnf", workload.confirmation())
            .sign();

    private static TestRealm realm() {
        try {
            return new TestRealm();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var schema = Objects.requireNonNull(JdbcReplayStore.class.getResourceAsStream("schema.sql"))) {
            statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        first = node(database);
        second = node(database);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        REALM.close();
    }

    private static ConfigurableApplicationContext node(DataSource source) {
        return new SpringApplicationBuilder(SampleApi.class)
                .initializers(context ->
                        context.getBeanFactory().registerSingleton("database", Objects.requireNonNull(source)))
                .run(settings());
    }

    private static String[] settings() {
        return new String[] {
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--holdfast.issuer=" + TestIssuer.ISSUER,
            "--holdfast.audience=" + TestIssuer.AUDIENCE,
            "--holdfast.jwks-uri=" + REALM.jwksUri(),
            "--holdfast.origin=" + ORIGIN,
            "--holdfast.events.authorization=" + TestRealm.AUTHORIZATION,
            "--holdfast.shared.jdbc=true",
            "--holdfast.shared.catch-up=" + CATCH_UP.toMillis() + "ms"
        };
    }

    private static URI at(ConfigurableApplicationContext node, String path) {
        return URI.create("http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port") + path);
    }

    private String proof() {
        return workload.proof("GET", ORIGIN + "/orders", token, Instant.now()).sign();
    }

    private HttpResponse<String> ask(ConfigurableApplicationContext node, String proof)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at(node, "/orders"))
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String challenge(HttpResponse<?> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void proof_usedAtOneNode_isAReplayAtTheOther() throws Exception {
        String proof = proof();
        assertThat(ask(first, proof).statusCode()).isEqualTo(200);

        HttpResponse<String> replayed = ask(second, proof);
        assertThat(replayed.statusCode()).isEqualTo(401);
        assertThat(challenge(replayed)).startsWith("DPoP error=\"invalid_dpop_proof\"");
        assertThat(ask(second, proof()).statusCode()).isEqualTo(200);
    }

    @Test
    void session_revokedByAnEventAtOneNode_isRefusedAtTheOtherSoon() throws Exception {
        assertThat(ask(second, proof()).statusCode()).isEqualTo(200);
        assertThat(REALM.pushSessionRevoked(at(first, "/holdfast/events"), session))
                .isEqualTo(202);
        assertThat(ask(first, proof()).statusCode()).as("at once").isEqualTo(401);

        Instant end = Instant.now().plus(BOUND);
        HttpResponse<String> answer = ask(second, proof());
        while (answer.statusCode() == 200 && Instant.now().isBefore(end)) {
            answer = ask(second, proof());
        }
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("the session has been revoked");
    }

    @Test
    void health_ofANode_saysWhenItReadWhatTheOthersHeard() {
        assertThat(second.getBean(RevocationsHealth.class).health().getDetails())
                .containsKey("sharedRevocationsReadAt");
    }

    @Test
    void node_thatShallShareWithoutADatabase_doesNotStart() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(SampleApi.class)
                        .run(settings())
                        .close())
                .hasStackTraceContaining(DataSource.class.getName());
    }

    @Test
    void node_whoseDatabaseHasNoTables_doesNotStart() {
        JdbcDataSource empty = new JdbcDataSource();
        empty.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        assertThatThrownBy(() -> node(empty).close()).hasStackTraceContaining("holdfastSharedRevocations");
    }
}
