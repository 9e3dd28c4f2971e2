package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.evaluation.keycloak.LiveSession;
import dev.holdfast.evaluation.keycloak.LiveSessions;
import dev.holdfast.evaluation.keycloak.admin.IdentityRepresentation.TraitRepresentation;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.SessionHistoryProvider;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.Known;
import java.util.List;
import java.util.function.Function;
import org.keycloak.models.ClientModel;

/** Says of an identity what can be said without raw values. */
final class IdentityView {

    private static final int LOOKED_AT = 200;
    private static final int TRAITS = 20;

    private final AdminCall call;

    IdentityView(AdminCall call) {
        this.call = call;
    }

    IdentityRepresentation of(ClientModel client) {
        SessionHistoryProvider stores = call.session().getProvider(SessionHistoryProvider.class);
        String realmId = call.realm().getId();
        IdentityProfile profile = stores.profiles()
                .find(SessionKey.ofIdentity(realmId, client.getClientId(), ""))
                .orElse(IdentityProfile.EMPTY);
        List<LiveSession> live = new LiveSessions(call.session()).ofClient(client, 0, LOOKED_AT);
        List<Observation> seen = live.stream()
                .flatMap(one -> stores.histories().find(SessionKey.ofSession(realmId, one.id())).stream())
                .flatMap(history -> history.accepted().stream())
                .map(PastObservation::observation)
                .toList();
        return new IdentityRepresentation(
                client.getClientId(),
                live.size(),
                Math.rint(profile.lessons() * 10) / 10,
                Math.rint(profile.perHour() * 10) / 10,
                traits(
                        seen,
                        profile,
                        Known.OWNER,
                        one -> one.network().inWords(),
                        one -> one.network().owner()),
                traits(
                        seen,
                        profile,
                        Known.STACK,
                        one -> one.stack().inWords(),
                        one -> one.stack().name()),
                IdentitiesResource.KeysRepresentation.of(client));
    }

    private static List<TraitRepresentation> traits(
            List<Observation> seen,
            IdentityProfile profile,
            Known set,
            Function<Observation, String> words,
            Function<Observation, String> value) {
        return seen.stream()
                .map(one -> new TraitRepresentation(words.apply(one), familiarity(profile, set, value.apply(one))))
                .distinct()
                .limit(TRAITS)
                .toList();
    }

    private static String familiarity(IdentityProfile profile, Known set, String value) {
        return profile.isKnown(set, value) ? "known" : profile.isSeen(set, value) ? "seen" : "new";
    }
}
