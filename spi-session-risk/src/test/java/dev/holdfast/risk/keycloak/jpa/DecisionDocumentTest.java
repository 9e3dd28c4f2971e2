package dev.holdfast.risk.keycloak.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.journal.Entries;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.network.NetworkTable;
import dev.holdfast.risk.observation.FeatureExtractor;
import dev.holdfast.risk.observation.KeyedHash;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.RawRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DecisionDocumentTest {

    @Test
    void document_readAgain_isTheSameDecision() {
        JournalEntry entry = Entries.full("r", "c", "s", 7);

        assertThat(DecisionDocument.read(DecisionDocument.write(entry))).isEqualTo(entry);
    }

    @Test
    void document_ofALaterVersion_isRead() {
        String later = DecisionDocument.write(Entries.full("r", "c", "s", 7)).replaceFirst("\\{", "{\"new\":[1],");

        assertThat(DecisionDocument.read(later)).isEqualTo(Entries.full("r", "c", "s", 7));
    }

    @Test
    void document_holdsNeitherAddressNorUserAgent() {
        RawRequest raw = new RawRequest(
                "id",
                Entries.START,
                "refresh_token",
                Optional.of("203.0.113.77"),
                Optional.of("secret-tool/4.321 (build of jane)"),
                Optional.of("Host,X-Jane"),
                Optional.of("ja4-fingerprint"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                "",
                List.of(),
                List.of(),
                Optional.empty());
        Observation observation =
                new FeatureExtractor(NetworkTable.of(List.of())).extract(raw, KeyedHash.of("kid", new byte[32]));
        JournalEntry full = Entries.full("r", "c", "s", 7);
        JournalEntry entry = new JournalEntry(
                full.realmId(),
                full.subject(),
                observation,
                full.told(),
                full.course(),
                full.mode(),
                full.settings(),
                full.outcome());

        assertThat(DecisionDocument.write(entry))
                .contains("secret-tool")
                .doesNotContain("203.0.113", "4.321", "jane", "X-Jane", "ja4-fingerprint");
    }
}
