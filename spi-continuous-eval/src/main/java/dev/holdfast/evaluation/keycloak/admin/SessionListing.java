package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.evaluation.keycloak.LiveSession;
import dev.holdfast.evaluation.keycloak.LiveSessions;
import dev.holdfast.evaluation.keycloak.admin.SessionListRepresentation.SessionRepresentation;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.SessionHistoryProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;

/**
 * Lists sessions by Keycloak's own index, client by client; what their histories say is filtered after, so that only as many
 * are looked at as one call can bear.
 */
final class SessionListing {

    private static final int MOST_LISTED = 100;
    private static final int MOST_LOOKED_AT = 2_000;

    private final AdminCall call;

    SessionListing(AdminCall call) {
        this.call = call;
    }

    SessionListRepresentation list(
            @Nullable String client, @Nullable String level, @Nullable String decision, int first, int max) {
        RiskLevel wanted = level == null ? null : level(level);
        Optional<String> answer = call.answer(decision);
        if (first < 0 || first > MOST_LOOKED_AT || max < 1 || max > MOST_LISTED) {
            throw call.badRequest("first is from 0 to " + MOST_LOOKED_AT + ", max from 1 to " + MOST_LISTED);
        }
        SessionHistories histories =
                call.session().getProvider(SessionHistoryProvider.class).histories();
        LiveSessions sessions = new LiveSessions(call.session());
        List<SessionRepresentation> page = new ArrayList<>();
        int lookedAt = 0;
        int passed = 0;
        for (ClientModel one : clients(client)) {
            // One more than may be looked at tells whether there is more.
            for (LiveSession live : sessions.ofClient(one, 0, MOST_LOOKED_AT - lookedAt + 1)) {
                if (++lookedAt > MOST_LOOKED_AT) {
                    return new SessionListRepresentation(page, false);
                }
                SessionRepresentation session = SessionRepresentation.of(
                        live, histories.find(SessionKey.ofSession(call.realm().getId(), live.id())));
                boolean fits = (wanted == null || session.level() == wanted)
                        && answer.map(wished -> wished.equals(session.decision()))
                                .orElse(true);
                if (fits && passed++ >= first) {
                    page.add(session);
                }
                if (page.size() >= max) {
                    return new SessionListRepresentation(page, true);
                }
            }
        }
        return new SessionListRepresentation(page, true);
    }

    private List<ClientModel> clients(@Nullable String client) {
        if (client != null) {
            return List.of(call.client(client));
        }
        return Stream.of(false, true)
                .flatMap(offline ->
                        call.session().sessions().getActiveClientSessionStats(call.realm(), offline).keySet().stream())
                .distinct()
                .map(id -> call.session().clients().getClientById(call.realm(), id))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(ClientModel::getClientId))
                .toList();
    }

    private RiskLevel level(String level) {
        return Stream.of(RiskLevel.values())
                .filter(one -> one.name().equals(level))
                .findFirst()
                .orElseThrow(() -> call.badRequest("level is LOW, MEDIUM or HIGH"));
    }
}
