package dev.holdfast.evaluation.keycloak.admin;

import java.util.List;

/**
 * What is known of an identity. The profile itself holds hashes and counts only; what can be said of it in words is what of
 * the live sessions it knows.
 *
 * @param client the client id
 * @param sessions how many of its sessions were looked at, 200 at most
 * @param cleanRequests from how many clean requests the profile was learned; older ones count less
 * @param requestsPerHour its usual rate, 0 before a day of activity was seen
 * @param networks where the live sessions come from
 * @param programs what the live sessions are
 * @param keys the keys that are named for it
 */
public record IdentityRepresentation(
        String client,
        int sessions,
        double cleanRequests,
        double requestsPerHour,
        List<TraitRepresentation> networks,
        List<TraitRepresentation> programs,
        IdentitiesResource.KeysRepresentation keys) {

    /**
     * One trait.
     *
     * @param text in words
     * @param known {@code known}, {@code seen} or {@code new} to the profile
     */
    public record TraitRepresentation(String text, String known) {}
}
