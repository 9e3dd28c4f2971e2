package dev.holdfast.risk.keycloak.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.Entries;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.JournalReader;
import dev.holdfast.risk.journal.JournalRetention;
import dev.holdfast.risk.journal.WriteBehindJournal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What writes and reads the journal. */
class JpaJournalTest extends JpaTables {

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
}
