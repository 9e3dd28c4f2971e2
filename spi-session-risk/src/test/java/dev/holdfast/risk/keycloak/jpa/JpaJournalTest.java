package dev.holdfast.risk.keycloak.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.Entries;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.JournalReader;
import dev.holdfast.risk.journal.JournalRetention;
import dev.holdfast.risk.journal.WriteBehindJournal;
import dev.holdfast.risk.keycloak.ReplayStatus;
import dev.holdfast.risk.replay.PolicyComparison;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The tables as Keycloak makes them, by the changelog, and what reads and writes them. On H2; on another database with
 * {@code -Dholdfast.jdbc=<address>} and its driver on the class path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JpaJournalTest {

    private static final String URL = System.getProperty("holdfast.jdbc", "jdbc:h2:mem:journal;DB_CLOSE_DELAY=-1");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private EntityManagerFactory factory;

    @BeforeAll
    void makeTables() throws Exception {
        try (Connection connection = DriverManager.getConnection(URL)) {
            new Liquibase(
                            HoldfastEntitiesFactory.CHANGELOG,
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update("");
        }
        factory = new HibernatePersistenceConfiguration("journal")
                .managedClasses(DecisionEntity.class, PolicyReplayEntity.class)
                .property("jakarta.persistence.jdbc.url", URL)
                .createEntityManagerFactory();
    }

    @AfterAll
    void close() {
        factory.close();
    }

    @BeforeEach
    void empty() {
        transaction(entities -> {
            entities.createQuery("delete from DecisionEntity").executeUpdate();
            return entities.createQuery("delete from PolicyReplayEntity").executeUpdate();
        });
    }

    private <T> T transaction(Function<EntityManager, T> work) {
        return factory.callInTransaction(work);
    }

    private void write(String realm, String client, String session, int from, int to) {
        transaction(entities -> {
            for (int i = from; i < to; i++) {
                entities.persist(DecisionEntity.of(
                        new WriteBehindJournal.Row(1_000 + i, Entries.full(realm, client, session, i))));
            }
            return to;
        });
    }

    private static JournalQuery all(String realm, int first, int max) {
        return new JournalQuery(
                realm, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), first, max);
    }

    private List<JournalEntry> newest(JournalQuery query) {
        return transaction(entities -> new JpaJournalReader(entities).newest(query));
    }

    private List<String> ids(JournalQuery query) {
        return newest(query).stream().map(entry -> entry.observation().id()).toList();
    }

    private boolean isSeen(long done, Instant now) {
        return transaction(entities -> new PolicyReplayTable(entities).seen("r", "one", done, now));
    }

    private boolean isRemoved() {
        return transaction(entities -> new PolicyReplayTable(entities).remove("r", "one"));
    }

    @Test
    void row_readAgain_isTheSameDecision() {
        write("r", "c", "s", 0, 1);

        assertThat(newest(all("r", 0, 10))).containsExactly(Entries.full("r", "c", "s", 0));
    }

    @Test
    void newest_isPagedAndFiltered() {
        write("r", "c", "s", 0, 5);
        write("r", "other", "t", 5, 7);
        write("elsewhere", "c", "u", 7, 9);

        assertThat(ids(all("r", 0, 3))).containsExactly("t-6", "t-5", "s-4");
        assertThat(ids(all("r", 3, 10))).containsExactly("s-3", "s-2", "s-1", "s-0");
        assertThat(ids(new JournalQuery(
                        "r", Optional.of("other"), Optional.empty(), Optional.empty(), Optional.empty(), 0, 9)))
                .containsExactly("t-6", "t-5");
        assertThat(ids(new JournalQuery(
                        "r",
                        Optional.empty(),
                        Optional.of(SessionKey.ofSession("r", "t")),
                        Optional.of("revoke"),
                        Optional.of(
                                Entries.full("r", "other", "t", 6).observation().at()),
                        0,
                        9)))
                .containsExactly("t-6");
        assertThat(ids(new JournalQuery(
                        "r", Optional.empty(), Optional.empty(), Optional.of("allow"), Optional.empty(), 0, 9)))
                .isEmpty();
    }

    @Test
    void inOrder_goesIdentityByIdentityThroughAllPages() {
        write("r", "c1", "s", 0, 40);
        write("r", "c2", "t", 40, 80);
        write("r", "c1", "u", 80, 120);
        write("elsewhere", "c1", "v", 120, 121);

        List<JournalEntry> read = new ArrayList<>();
        JournalReader.Position after = JournalReader.Position.START;
        JournalReader.Page page;
        do {
            JournalReader.Position from = after;
            page = transaction(entities ->
                    new JpaJournalReader(entities).inOrder(new JournalReader.Window("r", 1_010, 1_110), from, 7));
            read.addAll(page.entries());
            after = page.end();
        } while (!page.entries().isEmpty());

        assertThat(read).hasSize(101).doesNotHaveDuplicates();
        assertThat(read.stream()
                        .map(entry -> entry.subject().clientId())
                        .distinct()
                        .toList())
                .hasSize(2);
        assertThat(read.stream()
                        .filter(entry -> entry.subject().clientId().equals("c1"))
                        .map(entry -> entry.observation().at()))
                .isSorted();
        // Once an identity is left it never comes again.
        int changes = 0;
        for (int i = 1; i < read.size(); i++) {
            changes += read.get(i)
                            .subject()
                            .identity()
                            .equals(read.get(i - 1).subject().identity())
                    ? 0
                    : 1;
        }
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void purge_removesWhatIsTooOldOrTooMuchForItsRealm() {
        write("r", "c", "s", 0, 100);
        write("small", "c", "t", 100, 110);
        Instant now = Entries.full("r", "c", "s", 40).observation().at().plus(Duration.ofDays(7));

        int old = transaction(
                entities -> JournalPurge.purge(entities, new JournalRetention(Duration.ofDays(7), 1_000), now));
        assertThat(old).isEqualTo(40);

        int tooMany = transaction(
                entities -> JournalPurge.purge(entities, new JournalRetention(Duration.ofDays(7), 25), now));
        assertThat(tooMany).isEqualTo(35);
        assertThat(ids(all("r", 0, 100))).hasSize(25).startsWith("s-99").endsWith("s-75");
        assertThat(ids(all("small", 0, 100))).hasSize(10);
    }

    @Test
    void forget_removesAllOfARealmAndNothingElse() {
        write("r", "c", "s", 0, 3);
        write("other", "c", "t", 3, 6);

        transaction(entities -> {
            JournalPurge.forget(entities, "r");
            return true;
        });

        assertThat(ids(all("r", 0, 9))).isEmpty();
        assertThat(ids(all("other", 0, 9))).hasSize(3);
    }

    @Test
    void columns_holdNothingButWhatTheDecisionHolds() throws Exception {
        write("r", "c", "s", 0, 1);
        List<String> columns = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(URL);
                ResultSet row = connection.createStatement().executeQuery("select * from HOLDFAST_DECISION")) {
            assertThat(row.next()).isTrue();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                columns.add(row.getMetaData().getColumnName(i).toUpperCase(java.util.Locale.ROOT));
            }
        }

        assertThat(columns)
                .containsExactlyInAnyOrder(
                        "ID",
                        "SEQ",
                        "REALM_ID",
                        "CLIENT_ID",
                        "IDENTITY_DIGEST",
                        "SESSION_DIGEST",
                        "AT_MILLIS",
                        "ANSWER",
                        "SCORE_NATS",
                        "INVARIANT_BROKEN",
                        "MODE_IN_FORCE",
                        "POLICY_HASH",
                        "DOCUMENT");
    }

    private boolean claim(String realm, String id, Instant now) {
        return transaction(entities ->
                new PolicyReplayTable(entities).claim(realm, new PolicyReplayTable.Planned(id, 10, false), now));
    }

    private Optional<ReplayStatus> find(String realm, String id, Instant now) {
        return transaction(entities -> new PolicyReplayTable(entities).find(realm, id, now));
    }

    @Test
    void replay_whileOneRuns_isNotStartedInItsRealm() {
        assertThat(claim("r", "one", NOW)).isTrue();
        assertThat(claim("r", "two", NOW.plusSeconds(30))).isFalse();
        assertThat(claim("other", "three", NOW)).isTrue();

        assertThat(find("r", "one", NOW)).map(ReplayStatus::state).contains(ReplayStatus.State.RUNNING);
        assertThat(find("r", "two", NOW)).isEmpty();
    }

    @Test
    void replay_whoseNodeIsGone_hasFailedAndMakesRoom() {
        claim("r", "one", NOW);
        Instant later = NOW.plus(PolicyReplayTable.SILENCE).plusSeconds(1);

        assertThat(find("r", "one", later)).map(ReplayStatus::state).contains(ReplayStatus.State.FAILED);
        assertThat(claim("r", "two", later)).isTrue();
        assertThat(isSeen(5, later)).isFalse();
    }

    @Test
    void replay_thatIsCancelled_hearsOfItAtItsNextPage() {
        claim("r", "one", NOW);
        assertThat(isSeen(5, NOW)).isTrue();
        assertThat(find("r", "one", NOW)).map(ReplayStatus::done).contains(5L);

        assertThat(isRemoved()).isTrue();

        assertThat(isSeen(6, NOW)).isFalse();
        assertThat(find("r", "one", NOW)).isEmpty();
        assertThat(claim("r", "two", NOW)).isTrue();
    }

    @Test
    void replay_thatHasEnded_tellsWhatCameOut() {
        PolicyComparison comparison = new PolicyComparison(
                3,
                2,
                Map.of("allow", 3L),
                Map.of("allow", 2L, "restrict", 1L),
                Map.of("rebind", 3L),
                3,
                List.of(new PolicyComparison.Difference(
                        "id", "2026-11-20T12:00:00Z", "c", "allow", "allow", 1.5, "rebind", 7.25)));
        claim("r", "one", NOW);

        transaction(entities -> {
            new PolicyReplayTable(entities).end("r", "one", ReplayStatus.State.DONE, comparison);
            return true;
        });

        ReplayStatus status = find("r", "one", NOW).orElseThrow();
        assertThat(status.state()).isEqualTo(ReplayStatus.State.DONE);
        assertThat(status.comparison()).contains(comparison);
    }
}
