package dev.holdfast.evaluation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.SessionHistoryProvider;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.report.InMemoryRiskReports;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.report.RiskReports;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.LevelChange;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What becomes of sessions that end together if one of them, or what is kept of them, fails. */
class SessionEndingTest {

    private static final String STUBBORN = "s600";

    private final RiskReports reports = new InMemoryRiskReports();
    private final List<String> ended = new ArrayList<>();
    /** How many were marked as ended when the first of a batch ended. */
    private final List<Integer> markedBefore = new ArrayList<>();

    @Test
    void end_oneCannotBeEnded_othersHaveEndedAndAllAreMarked() {
        List<LiveSession> all = sessions(720);

        assertThatThrownBy(() -> end(reports, all)).hasMessage("not " + STUBBORN);

        assertThat(ended).hasSize(719).doesNotContain(STUBBORN);
        assertThat(all)
                .allSatisfy(one -> assertThat(marks(one))
                        .singleElement()
                        .satisfies(report -> assertThat(report.kind()).isEqualTo(RiskReport.Kind.ENDED)));
    }

    @Test
    void end_isMarkedBeforeItIsDone() {
        end(reports, sessions(560));

        assertThat(markedBefore).containsExactly(500, 560);
    }

    @Test
    void end_nothingCanBeMarked_endsAllTheSameAndAsksOnce() {
        List<String> asked = new ArrayList<>();
        RiskReports unreachable = stub(RiskReports.class, (self, method, arguments) -> {
            asked.add(method.getName());
            throw new IllegalStateException("no cache");
        });

        end(unreachable, sessions(60));

        assertThat(ended).hasSize(60);
        assertThat(asked).hasSize(1);
    }

    @Test
    void endTokens_aResponseThatFails_keepsNoOtherFromActing() {
        List<String> told = new ArrayList<>();
        SessionResponse failing = stub(SessionResponse.class, (self, method, arguments) -> {
            throw new IllegalStateException("of no use");
        });
        SessionResponse other = stub(
                SessionResponse.class,
                (self, method, arguments) -> told.add(((TokenRevocation) arguments[0]).clientId()));

        assertThatThrownBy(() -> new SessionEnding(session(reports, List.of(failing, other)), Initiator.ADMIN)
                        .endTokens("app", Optional.empty(), "why"))
                .hasMessage("of no use");

        assertThat(told).containsExactly("app");
    }

    private void end(RiskReports known, List<LiveSession> all) {
        new SessionEnding(session(known, List.of(new Recorder(all))), Initiator.ADMIN)
                .end(all, "cause", "why", "an administrator: why");
    }

    private List<RiskReport> marks(LiveSession one) {
        return reports.find(Set.of(SessionKey.ofSession("realm", one.id())));
    }

    private static List<LiveSession> sessions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LiveSession("s" + i, "user", "app"))
                .toList();
    }

    /** Ends what it can, as it is told to. */
    private final class Recorder implements SessionResponse {

        private final List<LiveSession> all;

        Recorder(List<LiveSession> all) {
            this.all = all;
        }

        @Override
        public void revoke(List<RevocationOrder> orders) {
            markedBefore.add(
                    (int) all.stream().filter(one -> !marks(one).isEmpty()).count());
            orders.stream()
                    .map(RevocationOrder::sessionId)
                    .filter(id -> !id.equals(STUBBORN))
                    .forEach(ended::add);
            if (orders.stream().anyMatch(order -> order.sessionId().equals(STUBBORN))) {
                throw new IllegalStateException("not " + STUBBORN);
            }
        }

        @Override
        public void revoke(TokenRevocation order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void report(CompromiseReport report) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tell(LevelChange change) {
            throw new UnsupportedOperationException();
        }
    }

    private static KeycloakSession session(RiskReports known, List<SessionResponse> responses) {
        RealmModel realm = stub(RealmModel.class, (self, method, arguments) -> switch (method.getName()) {
            case "getId" -> "realm";
            default -> (int) Duration.ofHours(1).toSeconds();
        });
        KeycloakContext context = stub(KeycloakContext.class, (self, method, arguments) -> realm);
        SessionHistoryProvider stores = stub(SessionHistoryProvider.class, (self, method, arguments) -> known);
        return stub(KeycloakSession.class, (self, method, arguments) -> switch (method.getName()) {
            case "getContext" -> context;
            case "getProvider" -> stores;
            case "getAllProviders" -> new LinkedHashSet<>(responses);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        InvocationHandler any = (self, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> answers.invoke(self, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(SessionEndingTest.class.getClassLoader(), new Class<?>[] {type}, any));
    }
}
