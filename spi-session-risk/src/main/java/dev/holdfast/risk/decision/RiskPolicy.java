package dev.holdfast.risk.decision;

import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Situation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which answer a score gets. A revocation needs an invariant, or two independent kinds of evidence against an identity that is
 * known, whose caller shows neither its own key nor an authentication by a registered one: such a caller can be asked.
 */
public final class RiskPolicy {

    private static final Set<String> REGISTERED_KEY = Set.of(
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth",
            "client-jwt",
            "client-x509",
            "federated-jwt");

    private RiskPolicy() {}

    /**
     * Decides.
     *
     * @param reasons the evidence
     * @param situation what it is about
     * @return the answer
     */
    public static Decision decide(List<Evidence> reasons, Situation situation) {
        RiskSettings settings = situation.settings();
        double score = 0;
        for (Evidence reason : reasons) {
            if (reason.invariant()) {
                return new Decision.Revoke();
            }
            score += reason.weightNats();
        }
        if (score < settings.restrictNats()) {
            return new Decision.Allow();
        }
        if (score >= settings.revokeNats() && mayRevoke(reasons, situation)) {
            return new Decision.Revoke();
        }
        return score >= settings.rebindNats() && !situation.standing().rebindPassed()
                ? new Decision.Rebind()
                : new Decision.Restrict(settings.restrictedLifetime());
    }

    private static boolean mayRevoke(List<Evidence> reasons, Situation situation) {
        RiskSettings settings = situation.settings();
        if (situation.profile().lessons() < settings.coldLessons()
                || situation.isKeyIntact()
                || REGISTERED_KEY.contains(situation.current().ask().clientAuth())) {
            return false;
        }
        Map<Evidence.Group, Double> groups = new EnumMap<>(Evidence.Group.class);
        reasons.forEach(reason -> groups.merge(reason.group(), reason.weightNats(), Double::sum));
        return groups.values().stream()
                        .filter(weight -> weight >= settings.corroboratingNats())
                        .count()
                >= 2;
    }
}
