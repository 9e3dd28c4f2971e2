package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Refused;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Undeliverable;
import dev.holdfast.evaluation.delivery.RetrySchedule;
import dev.holdfast.evaluation.oauth.Credential;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;

/** The queries on Keycloak's own table, in a real database; each session stands for a node. */
class OutboxClaimsTest {

    private static final String RECEIVER = "receiver";
    private static final int MOST = 10;

    private static SessionFactory database;

    private final Settlement settlement = new Settlement(new RetrySchedule(List.of(Duration.ofSeconds(30)), 2));
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private int written;

    @BeforeAll
    static void open() {
        database = new Configuration()
                .addAnnotatedClass(OutboxEntryEntity.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:claims;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=2000")
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .setProperty("hibernate.jdbc.time_zone", "UTC")
                .buildSessionFactory();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.inTransaction(session ->
                session.createMutationQuery("delete from OutboxEntryEntity").executeUpdate());
    }

    @Test
    void claim_ofWhatAnotherNodeIsSending_givesNothing() {
        write("a");
        assertThat(claim(now)).containsExactly("1");

        assertThat(claim(now.plusSeconds(60))).isEmpty();
    }

    /** Nobody has written down what became of it. */
    @Test
    void claim_afterACrash_givesTheSameEventAgainWithTheSameJti() {
        write("a");
        assertThat(claim(now)).containsExactly("1");

        assertThat(claim(now.plus(OutboxClaims.LEASE).plusSeconds(1))).containsExactly("1");
    }

    @Test
    void claim_afterACrash_keepsLaterEventsOfTheSubjectBack() {
        write("a");
        assertThat(claim(now)).containsExactly("1");
        write("a");
        write("b");

        assertThat(claim(now)).containsExactly("3");
        assertThat(claim(now.plus(OutboxClaims.LEASE).plusSeconds(1))).containsExactly("1", "2", "3");
    }

    @Test
    void claim_whileAnotherNodeClaims_holdsBackItsSubjects() {
        write("a");
        try (EntityManager other = database.createEntityManager()) {
            other.getTransaction().begin();
            assertThat(jtis(OutboxClaims.claim(session(other), OutboxClaimsTest::target, RECEIVER, MOST, now)))
                    .containsExactly("1");
            write("a");
            write("b");

            assertThat(claim(now)).containsExactly("3");
            other.getTransaction().commit();
        }
        assertThat(claim(now)).isEmpty();
    }

    /** Otherwise nobody would look again before Keycloak's timer. */
    @Test
    void claim_whenAllThatIsDueWaits_saysWhenToLookAgain() {
        write("a");
        settle(claim -> new Unavailable("HTTP 503", Optional.empty()));
        write("a");

        OutboxClaims.Batch batch = batch(Instant.now());

        assertThat(batch.claims()).isEmpty();
        assertThat(batch.nextDue())
                .hasValueSatisfying(next -> assertThat(next)
                        .isBetween(Instant.now().minusSeconds(20), Instant.now().plusSeconds(2)));
    }

    @Test
    void settle_delivered_isDone() {
        write("a");
        settle(claim -> new Delivered());

        assertThat(status("1")).isEqualTo(OutboxEntryStatus.DELIVERED);
    }

    @Test
    void settle_deliveredWhileTheStreamWasPaused_isDone() {
        write("a");
        OutboxClaims.Batch batch = batch(now);
        set("1", OutboxEntryStatus.HELD);
        settle(batch, claim -> new Delivered());

        assertThat(status("1")).isEqualTo(OutboxEntryStatus.DELIVERED);
    }

    @Test
    void settle_undeliverable_isADeadLetterAndFreesItsSubject() {
        write("a");
        write("a");
        OutboxClaims.Batch batch = batch(now);
        settle(batch, claim -> claim.jti().equals("1") ? new Undeliverable("HTTP 400 invalid_audience") : null);

        assertThat(status("1")).isEqualTo(OutboxEntryStatus.DEAD_LETTER);
        assertThat(claim(Instant.now())).containsExactly("2");
    }

    @Test
    void settle_refusedTooOften_isADeadLetter() {
        write("a");
        settle(claim -> new Refused("HTTP 400 invalid_key"));
        assertThat(status("1")).isEqualTo(OutboxEntryStatus.PENDING);
        assertThat(claim(Instant.now())).isEmpty();

        settle(batch(Instant.now().plusSeconds(60)), claim -> new Refused("HTTP 400 invalid_key"));
        assertThat(status("1")).isEqualTo(OutboxEntryStatus.DEAD_LETTER);
    }

    @Test
    void settle_unavailableForEver_isNeverADeadLetter() {
        write("a");
        Instant later = now;
        for (int attempt = 0; attempt < 20; attempt++) {
            OutboxClaims.Batch batch = batch(later);
            assertThat(batch.claims()).hasSize(1);
            settle(batch, claim -> new Unavailable("HTTP 503", Optional.empty()));
            later = Instant.now().plusSeconds(80);
        }

        assertThat(status("1")).isEqualTo(OutboxEntryStatus.PENDING);
    }

    @Test
    void settle_notSent_isDueAtOnce() {
        write("a");
        settle(claim -> null);

        assertThat(claim(Instant.now())).containsExactly("1");
    }

    @Test
    void claim_forAStreamThatWasReplaced_buriesWhatWasForTheOldOne() {
        write("a");
        database.inTransaction(
                session -> session.createMutationQuery("update OutboxEntryEntity e set e.containerId = 'old'")
                        .executeUpdate());

        assertThat(claim(now)).isEmpty();
        assertThat(status("1")).isEqualTo(OutboxEntryStatus.DEAD_LETTER);
    }

    private void write(String subject) {
        written++;
        String claims = "{\"sub_id\":{\"format\":\"opaque\",\"id\":\"" + subject + "\"}}";
        OutboxEntryEntity row = new OutboxEntryEntity();
        row.setId(UUID.randomUUID().toString());
        row.setEntryKind(OutboxClaims.PUSH);
        row.setRealmId("realm");
        row.setOwnerId(RECEIVER);
        row.setContainerId("stream");
        row.setCorrelationId(String.valueOf(written));
        row.setEntryType("CaepSessionRevoked");
        row.setPayload("e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln");
        row.setStatus(OutboxEntryStatus.PENDING);
        row.setCreatedAt(now.minusSeconds(100).plusMillis(written));
        row.setNextAttemptAt(row.getCreatedAt());
        database.inTransaction(session -> session.persist(row));
    }

    private static List<String> claim(Instant at) {
        return jtis(batch(at));
    }

    private static OutboxClaims.Batch batch(Instant at) {
        return database.fromTransaction(
                session -> OutboxClaims.claim(session(session), OutboxClaimsTest::target, RECEIVER, MOST, at));
    }

    private static List<String> jtis(OutboxClaims.Batch batch) {
        return batch.claims().stream().map(Claim::jti).toList();
    }

    private void settle(Function<Claim, DeliveryVerdict> verdict) {
        settle(batch(now), verdict);
    }

    private void settle(OutboxClaims.Batch batch, Function<Claim, DeliveryVerdict> verdict) {
        Map<Claim, DeliveryVerdict> verdicts = new HashMap<>();
        batch.claims().forEach(claim -> {
            DeliveryVerdict one = verdict.apply(claim);
            if (one != null) {
                verdicts.put(claim, one);
            }
        });
        database.inTransaction(session -> settlement.settle(session(session), batch.claims(), verdicts));
    }

    private static OutboxEntryStatus status(String jti) {
        return database.fromTransaction(session -> session.createSelectionQuery(
                        "select e.status from OutboxEntryEntity e where e.correlationId = :jti",
                        OutboxEntryStatus.class)
                .setParameter("jti", jti)
                .getSingleResult());
    }

    private static void set(String jti, OutboxEntryStatus status) {
        database.inTransaction(session -> session.createMutationQuery(
                        "update OutboxEntryEntity e set e.status = :status where e.correlationId = :jti")
                .setParameter("status", status)
                .setParameter("jti", jti)
                .executeUpdate());
    }

    private static Optional<PushTarget> target(KeycloakSession session, String realmId, String receiverId) {
        Duration second = Duration.ofSeconds(1);
        return Optional.of(new PushTarget(
                realmId,
                receiverId,
                "stream",
                "http://127.0.0.1",
                new Credential.None(),
                second,
                second,
                Optional.empty()));
    }

    /** Of a session only the database is needed. */
    private static KeycloakSession session(EntityManager entities) {
        Object connection = Proxy.newProxyInstance(
                OutboxClaimsTest.class.getClassLoader(),
                new Class<?>[] {JpaConnectionProvider.class},
                (proxy, method, args) -> entities);
        return (KeycloakSession) Proxy.newProxyInstance(
                OutboxClaimsTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (proxy, method, args) -> connection);
    }
}
